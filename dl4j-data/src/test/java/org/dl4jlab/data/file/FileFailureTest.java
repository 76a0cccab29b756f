package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFailureTest {

    @TempDir
    Path folder;

    private static String reason(ThrowingCallable work) {
        return FileFailure.reason(org.assertj.core.api.Assertions.catchThrowable(work));
    }

    @Test
    void aReasonIsSaidWhereTheJdkNamesThePathAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");
        assertThat(reason(() -> Files.readString(folder.resolve("gone")))).isEqualTo("it is not there");
        assertThat(reason(() -> Files.createDirectory(file))).isEqualTo("a file of that name is there");
        assertThat(reason(() -> Files.list(file).close())).isEqualTo("it is no folder");
        assertThat(reason(() -> Files.delete(folder))).isEqualTo("the folder is not empty");
        assertThat(reason(() -> Files.readString(file.resolve("inside")))).containsIgnoringCase("not a directory");
        assertThat(FileFailure.reason(new AccessDeniedException("/p"))).isEqualTo("permission denied");
        assertThat(FileFailure.reason(new FileSystemException("/p", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(FileFailure.reason(new IOException())).isEqualTo("IOException");
        assertThat(FileFailure.reason(new IOException("cut off"))).isEqualTo("cut off");
    }

    @Test
    void theFileIsNamedOnce() {
        assertThat(FileFailure.describe(new AccessDeniedException("/p"))).isEqualTo("/p: permission denied");
        assertThat(FileFailure.describe(new IOException("/p is odd"))).isEqualTo("/p is odd");
        Path below = folder.resolve("gone").resolve("file");
        assertThatThrownBy(() -> AtomicFile.writeString(below, "text"))
                .hasMessage("cannot write " + below + ": it is not there");
    }
}
