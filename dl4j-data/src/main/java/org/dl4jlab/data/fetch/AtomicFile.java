package org.dl4jlab.data.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
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

    private final Path target;
    private final Path temporary;
    private final FileChannel channel;

    /**
     * @param target the file to be; its folder must exist
     * @throws IOException if the folder cannot be written
     */
    public AtomicFile(Path target) throws IOException {
        this.target = target;
        // Not Files.createTempFile, whose files only their owner can read: several users may share a cache.
        temporary = target.resolveSibling(TEMPORARY_PREFIX + target.getFileName() + "-" + UUID.randomUUID());
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

    /** Gives the file its name. */
    public void commit() throws IOException {
        // On disk before it has its name, so that a power cut cannot leave an empty file there.
        channel.force(true);
        channel.close();
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
