package org.dl4jlab.data.folder;

import java.nio.ByteBuffer;
import org.dl4jlab.data.random.SplitMix64;

/**
 * Holds pictures back for testing by their content: each has a number between 0 and 1 that follows from its checksum and a
 * seed, and those below the fraction are held back. Adding pictures therefore moves none from one part to another, copies
 * of a picture stay together, and every class has its share up to chance.
 *
 * @param fraction held back, in (0, 1)
 * @param seed other seeds hold other pictures back
 */
public record ContentSplit(double fraction, long seed) {

    public ContentSplit {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("testFraction must be between 0 and 1, got " + fraction);
        }
    }

    /** @param sha256 32 bytes, of the picture's file */
    public DataPart part(byte[] sha256) {
        long content = ByteBuffer.wrap(sha256).getLong();
        return SplitMix64.unit(seed, content) < fraction ? DataPart.TEST : DataPart.TRAIN;
    }
}
