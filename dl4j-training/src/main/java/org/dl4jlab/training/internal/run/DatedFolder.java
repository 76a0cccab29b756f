package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.dl4jlab.data.file.FileFailure;

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
     * @param parent is made too
     * @throws IOException if one of them cannot be made; the message says where and why
     */
    public static Path create(Path parent, String name) throws IOException {
        try {
            return take(Files.createDirectories(parent), name, Files::createDirectory);
        } catch (IOException e) {
            throw new IOException(
                    "cannot make a folder in " + parent.toAbsolutePath() + " (" + FileFailure.reason(e)
                            + "); choose another place",
                    e);
        }
    }

    /**
     * Moves a folder to another place in the same file system, under its name. A name that is taken gets a number.
     *
     * @param parent exists
     * @return where it is now
     * @throws IOException if it cannot be moved
     */
    public static Path move(Path folder, Path parent) throws IOException {
        return take(parent, folder.getFileName().toString(), target -> Files.move(folder, target));
    }

    private interface Taking {

        /** @throws FileAlreadyExistsException if the name is taken */
        Path take(Path name) throws IOException;
    }

    private static Path take(Path parent, String name, Taking taking) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return taking.take(parent.resolve(attempt == 1 ? name : name + "-" + attempt));
            } catch (FileAlreadyExistsException taken) {
                // the next number may be free
            }
        }
    }
}
