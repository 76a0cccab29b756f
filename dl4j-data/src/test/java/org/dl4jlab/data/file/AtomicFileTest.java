package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {

    @TempDir
    Path temp;

    /** The temporary name, which is longer, was refused by the file system. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "\u732b", "\ud83d\ude00", "\u00e4b"})
    void aFileMayHaveTheLongestNameThatTheSystemAllows(String letters) throws IOException {
        String name = letters;
        while ((name + letters + ".csv").getBytes("UTF-8").length <= 255) {
            name += letters;
        }
        Path file = temp.resolve(name + ".csv");
        AtomicFile.write(file, written -> {
            assertThat(written.toString()).endsWith(".csv");
            Files.writeString(written, "content");
        });
        assertThat(file).hasContent("content");
        try (var files = Files.list(temp)) {
            assertThat(files).containsExactly(file);
        }
    }
}
