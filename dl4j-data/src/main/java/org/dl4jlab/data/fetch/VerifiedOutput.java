package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.dl4jlab.data.catalog.DataFile;

/**
 * The only way into the cache: bytes go to a temporary file beside their place, and only {@link #commit} gives the file
 * its name, in one step, after size and SHA-256 were found right. Closing without a commit leaves nothing behind.
 */
final class VerifiedOutput extends OutputStream {

    private final DataFile file;
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest digest = Checksums.sha256();
    private long written;

    /** @throws CacheFailure if the folder cannot be written */
    VerifiedOutput(Path folder, DataFile file) {
        this.file = file;
        this.target = folder.resolve(file.name());
        try {
            temporary = Files.createTempFile(folder, CacheFolder.TEMPORARY + file.name() + "-", "");
            channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * @throws SourceFailure if there are more bytes than the file has
     * @throws CacheFailure if the disk refuses them
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws SourceFailure {
        if (written + length > file.size()) {
            throw new SourceFailure(file.name() + " is longer than its " + file.size() + " bytes");
        }
        digest.update(bytes, offset, length);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
        written += length;
    }

    /**
     * Verifies and gives the file its name.
     *
     * @throws SourceFailure if size or checksum are wrong; what was there before stays
     */
    void commit() throws SourceFailure {
        if (written != file.size()) {
            throw new SourceFailure(file.name() + " ends after " + written + " of its " + file.size() + " bytes");
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(file.sha256())) {
            throw new SourceFailure(
                    file.name() + " has the wrong content: SHA-256 " + found + ", expected " + file.sha256());
        }
        try {
            // On disk before it has its name, so that a power cut cannot leave an empty file there.
            channel.force(true);
            channel.close();
            moveInPlace();
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
    }

    private void moveInPlace() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new CacheFailure(temporary, e);
        }
    }
}
