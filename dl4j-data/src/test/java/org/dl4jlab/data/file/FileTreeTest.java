package org.dl4jlab.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

    @TempDir
    Path folder;

    @Test
    void removesWhatKilledProcessesLeft() throws IOException {
        Path left = aged(Files.createDirectories(folder.resolve("store/.tmp-unpacked/inside"))
                .getParent());
        Path file = aged(Files.createFile(folder.resolve(".tmp-1-a.json")));
        Path inUse = Files.createFile(folder.resolve(".tmp-2-b.json"));
        Path own = aged(Files.createFile(folder.resolve("a.json")));
        Path deeper = aged(Files.createDirectories(folder.resolve("store/kept/.tmp-pictures")));

        FileTree.removeTemporary(folder, 2, Duration.ofHours(1));

        assertThat(left).doesNotExist();
        assertThat(file).doesNotExist();
        assertThat(inUse).exists();
        assertThat(own).exists();
        assertThat(deeper).exists();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsRemovedAndNotWhatItPointsTo() throws IOException {
        Path mine =
                Files.createFile(Files.createDirectory(folder.resolve("mine")).resolve("picture.png"));
        Path link = Files.createSymbolicLink(folder.resolve(".tmp-link"), mine.getParent());

        FileTree.removeTemporary(folder, 1, Duration.ZERO.minusHours(1));

        assertThat(Files.isSymbolicLink(link)).isFalse();
        assertThat(mine).exists();
    }

    /** As programs do that prepare the same pictures. */
    @Test
    @Timeout(60)
    void othersMayWriteAndRemoveMeanwhile() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> busy = other.submit(() -> {
                for (int i = 0; i < 2000; i++) {
                    Path file = Files.createFile(folder.resolve("file-" + i));
                    aged(Files.createDirectories(folder.resolve(".tmp-" + i + "/inside"))
                            .getParent());
                    Files.deleteIfExists(file);
                }
                return null;
            });
            while (!busy.isDone()) {
                FileTree.removeTemporary(folder, 2, Duration.ofHours(1));
            }
            busy.get();
        } finally {
            other.shutdown();
        }
        FileTree.removeTemporary(folder, 2, Duration.ofHours(1));
        assertThat(folder).isEmptyDirectory();
    }

    private static Path aged(Path path) throws IOException {
        return Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}
