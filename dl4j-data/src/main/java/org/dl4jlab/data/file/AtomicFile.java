package org.dl4jlab.data.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is written beside its place under a temporary name and gets its own name in one step, when it is complete
 * and on disk. Closing without {@link #commit} leaves nothing behind, and whatever had the name before keeps it.
 */
public final class AtomicFile implements Closeable {

    /** Starts the name of every temporary file. */
    public static final String TEMPORARY_PREFIX = ".tmp-";

    private static final int LONGEST_END = 100;

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    /**
     * @param target the file to be; its folder must exist
     * @throws IOException if the folder cannot be written
     */
    public AtomicFile(Path target) throws IOException {
        this.target = target;
        temporary = temporary(target);
        channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes all bytes of the buffer. */
    public void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Writes all bytes of the buffer to a place of the file. Any number of threads may do so at once. */
    public void write(ByteBuffer buffer, long position) throws IOException {
        for (long at = position; buffer.hasRemaining(); ) {
            at += channel.write(buffer, at);
        }
    }

    /** To read what was written so far, also when the file has its name and when another file has taken that. */
    public FileChannel reader() throws IOException {
        return FileChannel.open(temporary, StandardOpenOption.READ);
    }

    /** Gives the file its name. */
    public void commit() throws IOException {
        // On disk before it has its name, so that a power cut cannot leave an empty file there.
        channel.force(true);
        channel.close();
        move(temporary, target);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }

    /** Fills the file whose path it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /** Writes text; see {@link #write(Path, Content)}. */
    public static void writeString(Path target, String text) {
        write(target, file -> Files.writeString(file, text));
    }

    /**
     * Has a file written by somebody who needs a path, under a temporary name in the same folder, and gives it its own name.
     * The temporary name keeps the file's ending, because some writers choose a format by it.
     *
     * @throws UncheckedIOException if writing fails; {@code target} is then as it was, and nothing is left behind
     */
    public static void write(Path target, Content content) {
        Path temporary = temporary(target);
        try {
            try {
                content.writeTo(temporary);
                force(temporary);
                move(temporary, target);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + target + ": " + FileFailure.reason(e), e);
        }
    }

    /** On disk before it has its name, so that a power cut cannot leave an empty file there. */
    private static void force(Path written) throws IOException {
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Not {@code Files.createTempFile}, whose files only their owner can read: several users may share a folder. */
    private static Path temporary(Path target) {
        return target.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID() + "-"
                + end(target.getFileName().toString()));
    }

    /** File systems take names of up to 255 bytes; a longer one than this would leave no room for the rest. */
    private static String end(String name) {
        int from = name.length();
        for (int bytes = 0; from > 0; ) {
            int letter = name.codePointBefore(from);
            bytes += Character.toString(letter).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST_END) {
                break;
            }
            from -= Character.charCount(letter);
        }
        return name.substring(from);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
