package org.dl4jlab.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files and folders with all that is in them. */
public final class FileTree {

    private FileTree() {}

    /**
     * Removes what killed processes left under temporary names. What is younger may be in use. Other processes may write and
     * remove files there meanwhile.
     *
     * @param folder that is looked through
     * @param depth of folders that are looked into; 1 for this one alone
     * @param age that nothing in use has
     */
    public static void removeTemporary(Path folder, int depth, Duration age) throws IOException {
        removeTemporary(folder, depth, Instant.now().minus(age));
    }

    private static void removeTemporary(Path folder, int depth, Instant old) throws IOException {
        // Not Files.walk, which looks at every file and fails if one is gone by then.
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path one : inside) {
                if (one.getFileName().toString().startsWith(AtomicFile.TEMPORARY_PREFIX)) {
                    removeIfOlder(one, old);
                } else if (depth > 1 && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    removeTemporary(one, depth - 1, old);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // Another process removed the folder.
        }
    }

    private static void removeIfOlder(Path temporary, Instant old) throws IOException {
        try {
            if (Files.getLastModifiedTime(temporary, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(old)) {
                remove(temporary);
            }
        } catch (NoSuchFileException e) {
            // Another process removed it.
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
        }
    }

    /** Removes a file, or a folder with all that is in it. Links are removed, not followed. */
    public static void remove(Path fileOrFolder) throws IOException {
        try (Stream<Path> inside = Files.walk(fileOrFolder)) {
            for (Path p : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        }
    }
}
