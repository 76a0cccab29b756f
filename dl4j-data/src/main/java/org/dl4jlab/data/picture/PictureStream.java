package org.dl4jlab.data.picture;

import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The content of a picture file, for Java's readers. Some of them take each byte that is missing for a zero and go on to the
 * last of the millions of pixels that the header of a damaged file promises, an exception for each; a reader that has come to
 * the end of the content often enough is stopped.
 */
final class PictureStream extends ImageInputStreamImpl {

    /** Readers of whole files look beyond the end now and then, to fill a buffer or to find out that they are done. */
    static final int MOST_LOOKS_BEYOND_THE_END = 1000;

    private final byte[] content;
    private int looks;

    PictureStream(byte[] content) {
        this.content = content;
    }

    /** @throws IllegalStateException if the reader looks beyond the end again and again */
    @Override
    public int read() {
        bitOffset = 0;
        if (streamPos >= content.length) {
            return end();
        }
        return content[(int) streamPos++] & 0xff;
    }

    /** @throws IllegalStateException as {@link #read()} */
    @Override
    public int read(byte[] target, int offset, int length) {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (streamPos >= content.length) {
            return end();
        }
        int count = (int) Math.min(length, content.length - streamPos);
        System.arraycopy(content, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int end() {
        if (++looks > MOST_LOOKS_BEYOND_THE_END) {
            throw new IllegalStateException("unexpected end of the file");
        }
        return -1;
    }

    @Override
    public long length() {
        return content.length;
    }
}
