package org.dl4jlab.data.picture;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;

/** An ICC profile that is spread over numbered segments of a JPEG file (ICC.1, annex B.4). */
final class JpegProfile {

    private final TreeMap<Integer, byte[]> pieces = new TreeMap<>();
    private int count;

    /** @param at where the number of the piece stands */
    void add(byte[] file, int at, int end) {
        if (end - at > 2) {
            count = file[at + 1] & 0xFF;
            pieces.putIfAbsent(file[at] & 0xFF, Arrays.copyOfRange(file, at + 2, end));
        }
    }

    /** The profile; nothing if there is none or a piece is missing. */
    Optional<byte[]> bytes() {
        if (pieces.isEmpty() || pieces.size() != count) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.values().forEach(all::writeBytes);
        return Optional.of(all.toByteArray());
    }
}
