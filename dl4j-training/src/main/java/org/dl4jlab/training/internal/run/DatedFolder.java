package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of folders that say what is in them and when it began, as {@code mnist-cnn-20240131-094500-s1}. */
public final class DatedFolder {

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private DatedFolder() {}

    public static String name(String what, LocalDateTime started) {
        return what + "-" + TIMESTAMP.format(started);
    }

    public static String name(String what, LocalDateTime started, long seed) {
        return name(what, started) + "-s" + seed;
    }

    /**
     * Makes a folder. A name that is taken, by what began in the same second, gets a number.
     *
     * @param parent exists
     * @throws IOException if the folder cannot be made
     */
    public static Path create(Path parent, String name) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Path path = parent.resolve(attempt == 1 ? name : name + "-" + attempt);
            try {
                return Files.createDirectory(path);
            } catch (FileAlreadyExistsException taken) {
                // the next number may be free
            }
        }
    }
}
