package org.dl4jlab.training.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong(5_000_000_000L);

    private Path file() {
        return folder.resolve("progress.csv");
    }

    private void pass(double seconds) {
        clock.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void aLineHoldsTheMeanLossAndTheSpeedSinceTheLineBefore() throws IOException {
        try (ProgressFile progress = ProgressFile.open(file(), 0, clock::get)) {
            progress.step(1, 64, 2.5);
            pass(0.2);
            progress.step(2, 128, 2);
            pass(0.3);
            progress.step(3, 192, 1);
            // Readable while it is still being written.
            assertThat(ProgressTable.read(file()).rows()).hasSize(2);
            pass(100);
            progress.pauseEnded();
            pass(0.5);
            progress.step(4, 256, 0.5);
        }
        assertThat(ProgressTable.read(file()).rows())
                .containsExactly(
                        new ProgressTable.Row(1, 64, 2.5, 0, 0),
                        new ProgressTable.Row(3, 192, 1.5, 256, 0.5),
                        new ProgressTable.Row(4, 256, 0.5, 128, 101));
    }

    @Test
    void aDiskThatTakesNoMoreDoesNotEndTheRun() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int count) throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void flush() throws IOException {
                throw new IOException("No space left on device");
            }

            @Override
            public void close() throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ProgressFile progress = new ProgressFile(full, clock::get);

        assertThatCode(() -> {
                    progress.step(1, 64, 2.5);
                    pass(1);
                    progress.step(2, 128, 2);
                    progress.close();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void epochsShorterThanTheTimeBetweenTwoLinesAreFollowedToo() throws IOException {
        try (ProgressFile progress = ProgressFile.open(file(), 0, clock::get)) {
            for (int epoch = 1; epoch <= 30; epoch++) {
                pass(0.1);
                progress.step(epoch, 100L * epoch, 1);
                pass(0.1);
                progress.pauseEnded();
            }
        }
        assertThat(ProgressTable.read(file()).rows())
                .hasSizeGreaterThan(8)
                .filteredOn(row -> row.step() > 1)
                .allSatisfy(row -> assertThat(row.imagesPerSecond()).isEqualTo(1000));
    }

    @Test
    void aRunOfADayLeavesASmallFile() throws IOException {
        try (ProgressFile progress = ProgressFile.open(file(), 0, clock::get)) {
            long end = clock.get() + TimeUnit.DAYS.toNanos(1);
            for (int step = 1; clock.get() < end; step++) {
                pass(0.1);
                progress.step(step, 64L * step, 1);
            }
        }
        assertThat(ProgressTable.read(file()).rows().size()).isBetween(1_000, 4_000);
        assertThat(Files.size(file())).isLessThan(250_000);
    }

    @Test
    void aLineThatIsNotWholeYetIsLeftOutAndRepeatedStepsCountOnce() throws IOException {
        Files.writeString(file(), ProgressFile.HEADER + "\n1,64,2.0,0,0\n5,320,1.0,100,1\n3,192,1.5,100,0\n4,25");
        assertThat(ProgressTable.read(file()).rows())
                .extracting(ProgressTable.Row::step)
                .containsExactly(1, 3);
        Files.writeString(file(), "");
        assertThat(ProgressTable.read(file()).rows()).isEmpty();
    }

    @Test
    void aContinuedRunGoesOnInItsFile() throws IOException {
        try (ProgressFile progress = ProgressFile.open(file(), 0, clock::get)) {
            progress.step(1, 64, 2);
        }
        try (ProgressFile progress = ProgressFile.open(file(), 64, clock::get)) {
            progress.step(2, 128, 1);
        }
        assertThat(ProgressTable.read(file()).rows()).hasSize(2);
        assertThat(Files.readString(file())).containsOnlyOnce("step");
    }

    @Test
    void anotherTableIsRefusedWithTheLine() throws IOException {
        Files.writeString(file(), "a,b\n");
        assertThatThrownBy(() -> ProgressTable.read(file())).hasMessageContaining("is not a table of progress");
        Files.writeString(file(), ProgressFile.HEADER + "\n1,2\n");
        assertThatThrownBy(() -> ProgressTable.read(file())).hasMessageContaining("line 2 is no row of progress: 1,2");
    }

    @Test
    void aLockIsHeldOnceAndGoneWhenItIsClosed() throws IOException {
        RunFolder run = new RunFolder(folder);
        assertThat(RunLock.isHeld(run)).isFalse();
        try (RunLock held = RunLock.hold(run)) {
            assertThat(held).isNotNull();
            assertThat(RunLock.isHeld(run)).isTrue();
            assertThatThrownBy(() -> RunLock.hold(run)).hasMessageContaining("is under way already");
        }
        assertThat(RunLock.isHeld(run)).isFalse();
        // What a killed process leaves is no lock.
        Files.createFile(folder.resolve("run.lock"));
        assertThat(RunLock.isHeld(run)).isFalse();
    }
}
