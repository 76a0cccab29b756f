package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that a reader, or a crash, never meets half of one. */
public final class AtomicFiles {

    /** Fills the file whose path it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private AtomicFiles() {}

    /** Writes text; see {@link #write(Path, Content)}. */
    public static void writeString(Path target, String text) {
        write(target, file -> Files.writeString(file, text));
    }

    /**
     * Writes to a temporary file in the same folder, then moves it over {@code target} in one step. The temporary name
     * keeps the target's ending, because some writers choose a format by it.
     *
     * @throws UncheckedIOException if writing fails; {@code target} is then as it was, and nothing is left behind
     */
    public static void write(Path target, Content content) {
        Path temporary = target.resolveSibling("." + ProcessHandle.current().pid() + "-" + target.getFileName());
        try {
            try {
                content.writeTo(temporary);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + e.getMessage(), e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
