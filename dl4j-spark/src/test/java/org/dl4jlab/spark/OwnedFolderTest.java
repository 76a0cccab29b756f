package org.dl4jlab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {

    @TempDir
    private Path parent;

    @Test
    void whatAProcessThatIsGoneHasLeftIsRemovedAndNothingElse() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("kept"));
        Path stale = Files.createDirectories(parent.resolve("kind-stale").resolve("jars"));
        Files.createFile(parent.resolve("kind-stale").resolve("run.lock"));
        Files.createSymbolicLink(stale.resolve("link"), elsewhere);
        Path unmarked = Files.createDirectory(parent.resolve("kind-of-somebody-else"));
        Path linked = Files.createSymbolicLink(parent.resolve("kind-link"), elsewhere);
        Files.createFile(elsewhere.resolve("run.lock"));

        try (OwnedFolder first = OwnedFolder.make(parent, "kind-");
                OwnedFolder second = OwnedFolder.make(parent, "kind-")) {
            assertThat(stale.getParent()).doesNotExist();
            assertThat(first.path()).isDirectory();
            assertThat(second.path()).isDirectory();
        }
        assertThat(parent.toFile().list()).containsExactlyInAnyOrder("elsewhere", "kind-of-somebody-else", "kind-link");
        assertThat(elsewhere.resolve("kept")).exists();
        assertThat(unmarked).isDirectory();
        assertThat(linked).isSymbolicLink();
    }
}
