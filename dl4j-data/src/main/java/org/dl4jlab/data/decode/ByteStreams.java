package org.dl4jlab.data.decode;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Reading files of fixed layout, compressed or not. */
final class ByteStreams {

    private static final int BUFFER = 1 << 16;

    private ByteStreams() {}

    /** Opens a file and unpacks it if it starts as gzip does, whatever its name. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1F && raw.read() == 0x8B;
            raw.reset();
            // Unlike the JDK's, this stream reports garbage after the compressed data instead of ignoring it.
            return gzip
                    ? new BufferedInputStream(
                            GzipCompressorInputStream.builder()
                                    .setInputStream(raw)
                                    .setDecompressConcatenated(true)
                                    .get(),
                            BUFFER)
                    : raw;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** Big-endian, as in IDX. */
    static int readInt(InputStream in) throws IOException {
        byte[] b = new byte[4];
        readFully(in, b);
        return (b[0] & 0xFF) << 24 | (b[1] & 0xFF) << 16 | (b[2] & 0xFF) << 8 | b[3] & 0xFF;
    }

    static void readFully(InputStream in, byte[] target) throws IOException {
        int n = in.readNBytes(target, 0, target.length);
        if (n < target.length) {
            throw new EOFException("the file ends " + (target.length - n) + " bytes too early");
        }
    }
}
