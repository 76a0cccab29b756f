package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessLockTest {

    @TempDir
    Path folder;

    private FileChannel open() throws IOException {
        return FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Test
    void oneAtATimeHoldsIt() throws IOException {
        try (FileChannel first = open();
                FileChannel second = open()) {
            assertThat(ProcessLock.tryExclusive(first)).isEqualTo(ProcessLock.TAKEN);
            assertThat(ProcessLock.tryExclusive(second)).isEqualTo(ProcessLock.BUSY);
            assertThat(ProcessLock.tryShared(second)).isEqualTo(ProcessLock.BUSY);
        }
        try (FileChannel third = open()) {
            assertThat(ProcessLock.tryShared(third)).isEqualTo(ProcessLock.TAKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {IOException.class, UnsupportedOperationException.class})
    void aFileSystemMayHaveNone(Class<? extends Exception> answer) throws IOException {
        try (FileChannel channel = new LocklessChannel(open(), answer)) {
            assertThat(ProcessLock.tryExclusive(channel)).isEqualTo(ProcessLock.UNSUPPORTED);
            assertThat(ProcessLock.tryShared(channel)).isEqualTo(ProcessLock.UNSUPPORTED);
        }
    }

    @Test
    void aClosedChannelIsAFault() throws IOException {
        FileChannel closed = open();
        closed.close();
        assertThatThrownBy(() -> ProcessLock.tryExclusive(closed)).isInstanceOf(ClosedChannelException.class);
    }
}
