package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file for bytes that nobody has verified yet: it does not grow beyond a limit, and it tells trouble with
 * the disk ({@link CacheFailure}) from trouble with the source.
 */
final class CappedOutput extends OutputStream {

    private final Path file;
    private final String subject;
    private final OutputStream out;
    private long left;

    /**
     * @param append whether to keep what is there
     * @param limit of the whole file, in bytes
     * @param subject of the sentence "… is larger than it can be"
     * @throws CacheFailure if the file cannot be made
     */
    CappedOutput(Path file, boolean append, long limit, String subject) {
        this.file = file;
        this.subject = subject;
        try {
            left = append ? limit - Files.size(file) : limit;
            out = append ? Files.newOutputStream(file, StandardOpenOption.APPEND) : Files.newOutputStream(file);
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }

    @Override
    public void write(int b) throws SourceFailure {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws SourceFailure if the limit is passed */
    @Override
    public void write(byte[] bytes, int offset, int length) throws SourceFailure {
        left -= length;
        if (left < 0) {
            throw new SourceFailure(subject + " is larger than it can be");
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new CacheFailure(file, e);
        }
    }
}
