package org.dl4jlab.data.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and folders with all that is in them. */
public final class FileTree {

    private FileTree() {}

    /**
     * Removes what killed processes left under temporary names. What is younger may be in use.
     *
     * @param folder that is looked through
     * @param depth of folders that are looked into; 1 for this one alone
     * @param age that nothing in use has
     */
    public static void removeTemporary(Path folder, int depth, Duration age) throws IOException {
        Instant old = Instant.now().minus(age);
        List<Path> temporary;
        try (Stream<Path> inside = Files.walk(folder, depth)) {
            temporary = inside.filter(one -> one.getFileName().toString().startsWith(AtomicFile.TEMPORARY_PREFIX))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path one : temporary) {
            if (Files.exists(one, LinkOption.NOFOLLOW_LINKS)
                    && Files.getLastModifiedTime(one, LinkOption.NOFOLLOW_LINKS)
                            .toInstant()
                            .isBefore(old)) {
                remove(one);
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
