package org.dl4jlab.data.store;

import java.util.Arrays;
import java.util.HexFormat;
import org.dl4jlab.data.fetch.Checksums;

/** SHA-256 of a file's content, by which a picture is known whatever its name and place. */
record ContentHash(byte[] sha256) {

    static final int BYTES = 32;

    static ContentHash of(byte[] content) {
        return new ContentHash(Checksums.sha256().digest(content));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentHash that && Arrays.equals(sha256, that.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(sha256);
    }
}
