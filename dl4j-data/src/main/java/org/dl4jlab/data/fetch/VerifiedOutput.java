package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.file.AtomicFile;

/**
 * The only way into the cache: {@link #commit} gives a file its name only after size and SHA-256 were found right.
 * Closing without a commit leaves nothing behind.
 */
final class VerifiedOutput extends OutputStream {

    private final DataFile file;
    private final Path target;
    private final AtomicFile out;
    private final MessageDigest digest = Checksums.sha256();
    private long written;

    /** @throws CacheFailure if the folder cannot be written */
    VerifiedOutput(Path folder, DataFile file) {
        this.file = file;
        this.target = folder.resolve(file.name());
        try {
            out = new AtomicFile(target);
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
    }

    @Override
    public void write(int b) throws SourceFailure {
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
        try {
            out.write(ByteBuffer.wrap(bytes, offset, length));
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
        written += length;
    }

    /**
     * Verifies and gives the file its name.
     *
     * @throws SourceFailure if size or checksum are wrong; what was there before stays
     * @throws CacheFailure if the disk refuses
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
            out.commit();
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new CacheFailure(target, e);
        }
    }
}
