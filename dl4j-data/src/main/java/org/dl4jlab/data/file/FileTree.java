package org.dl4jlab.data.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files and folders with all that is in them. */
public final class FileTree {

    private FileTree() {}

    /** Removes a file, or a folder with all that is in it. Links are removed, not followed. */
    public static void remove(Path fileOrFolder) throws IOException {
        try (Stream<Path> inside = Files.walk(fileOrFolder)) {
            for (Path p : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(p);
            }
        }
    }
}
