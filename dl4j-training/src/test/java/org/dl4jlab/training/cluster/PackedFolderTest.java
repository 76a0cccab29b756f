package org.dl4jlab.training.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFolderTest {

    @TempDir
    Path folder;

    @Test
    void aNameThatIsTakenGetsANumber() throws IOException {
        Path run = Files.createDirectories(folder.resolve("there/run"));
        Files.writeString(run.resolve("run.json"), "{}");
        Files.createDirectory(run.resolve("pictures"));
        Files.writeString(run.resolve("pictures/one.txt"), "one");
        PackedFolder packed =
                PackedFolder.of(PackedFolder.of(folder.resolve("there")).bytes());
        Path here = folder.resolve("here");

        assertThat(packed.unpackInto(here)).isEqualTo(here.resolve("run"));
        assertThat(packed.unpackInto(here)).isEqualTo(here.resolve("run-2"));
        Files.createDirectory(here.resolve("run-3"));
        assertThat(packed.unpackInto(here)).isEqualTo(here.resolve("run-4"));

        assertThat(here.resolve("run-3")).isEmptyDirectory();
        assertThat(here.resolve("run-4/pictures/one.txt")).hasContent("one");
        assertThat(packed.file("run/run.json")).asString().isEqualTo("{}");
        assertThat(here)
                .isDirectoryNotContaining(file -> !file.getFileName().toString().startsWith("run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../run/a", "run/../../a", "/run/a", "C:/run/a", "run\\..\\..\\a", "run/"})
    void aFileThatWouldLeaveTheFolderIsRefused(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
        }
        Path here = folder.resolve("here");

        assertThatThrownBy(() -> PackedFolder.of(bytes.toByteArray()).unpackInto(here))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a file that it may not have: " + name);
        assertThat(here).isEmptyDirectory();
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(here));
    }
}
