package org.dl4jlab.training.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dl4jlab.data.file.ProcessLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks of folders, with and without the help of the file system. */
class RunLockTest {

    @TempDir
    Path folder;

    private static ProcessLock none(FileChannel channel) {
        return ProcessLock.UNSUPPORTED;
    }

    private RunLock holdWithoutLocks() throws IOException {
        return RunLock.hold(folder, "run", RunLockTest::none);
    }

    private void leave(LockOwner owner) throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            owner.write(channel);
        }
    }

    @Test
    void aFileSystemWithoutLocksIsUsedAllTheSame() throws IOException {
        try (RunLock held = holdWithoutLocks()) {
            assertThat(held).isNotNull();
            assertThat(RunLock.isHeld(folder, RunLockTest::none)).isTrue();
            assertThat(LockOwner.read(folder.resolve("run.lock"))).contains(LockOwner.current());
            assertThatThrownBy(this::holdWithoutLocks).hasMessageContaining("is under way already");
        }
        assertThat(RunLock.isHeld(folder, RunLockTest::none)).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void withoutLocksAKilledProcessIsToldFromALivingOne() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        LockOwner own = LockOwner.current();
        leave(new LockOwner(ended.pid(), 1, own.host()));
        assertThat(RunLock.isHeld(folder, RunLockTest::none)).isFalse();
        holdWithoutLocks().close();

        // The number of a process that ended may belong to another one by now.
        leave(new LockOwner(own.process(), own.started() - 1, own.host()));
        assertThat(RunLock.isHeld(folder, RunLockTest::none)).isFalse();
    }

    @Test
    void anotherMachinesProcessIsBelievedAndTheRemedyIsNamed() throws IOException {
        leave(new LockOwner(7, 1, "elsewhere"));
        assertThat(RunLock.isHeld(folder, RunLockTest::none)).isTrue();
        assertThatThrownBy(this::holdWithoutLocks)
                .hasMessageContaining("by process 7 of elsewhere")
                .hasMessageContaining("delete " + folder.resolve("run.lock"));
        assertThat(RunLock.doubt(new RunFolder(folder))).contains("delete " + folder.resolve("run.lock"));
    }

    @Test
    void whatIsNoOwnerCannotTell() throws IOException {
        for (String content : new String[] {"", "x", "1 2", "a b c", "1".repeat(2000)}) {
            Files.writeString(folder.resolve("run.lock"), content);
            assertThat(LockOwner.read(folder.resolve("run.lock"))).as(content).isEmpty();
            assertThat(RunLock.isHeld(folder, RunLockTest::none)).as(content).isTrue();
            // With locks, the content does not matter.
            assertThat(RunLock.isHeld(folder)).as(content).isFalse();
        }
    }

    /** Behind a link lies any file of this machine, and whoever opens a pipe waits for ever. */
    @Test
    void aLockThatIsALinkOrAPipeIsNotOpened() throws Exception {
        Path other = Files.writeString(folder.resolve("other"), "precious");
        Path lock = Files.createSymbolicLink(folder.resolve("run.lock"), other);
        assertThatThrownBy(this::holdWithoutLocks).hasMessageContaining(lock + " is a link or no regular file");
        assertThat(other).hasContent("precious");
        Files.delete(lock);
        assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> RunLock.hold(folder, "run")).hasMessageContaining("remove it");
        Files.delete(lock);
        holdWithoutLocks().close();
    }
}
