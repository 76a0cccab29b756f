package org.dl4jlab.data.store;

import java.nio.ByteBuffer;
import org.dl4jlab.data.picture.PictureFacts;
import org.dl4jlab.data.picture.PictureFingerprint;
import org.dl4jlab.data.picture.PictureFormat;
import org.dl4jlab.data.picture.PreparedPicture;

/**
 * What is kept of a decoded picture besides its pixels.
 *
 * @param facts of the picture
 * @param fingerprint by which copies are known
 * @param sums of the pixels of each channel and of their squares, as unsigned bytes
 */
record DecodedPicture(PictureFacts facts, PictureFingerprint fingerprint, long[] sums) {

    static final int BYTES = 2 + 2 * Integer.BYTES + PictureFingerprint.BYTES + 6 * Long.BYTES;

    private static final int COLORED = 1;
    private static final int TRANSPARENT = 2;
    private static final int TURNED = 4;

    static DecodedPicture of(PreparedPicture picture, int channels) {
        byte[] pixels = picture.pixels();
        long[] sums = new long[6];
        int area = pixels.length / channels;
        for (int p = 0; p < pixels.length; p++) {
            int value = pixels[p] & 0xFF;
            int channel = p / area;
            sums[2 * channel] += value;
            sums[2 * channel + 1] += value * value;
        }
        return new DecodedPicture(picture.facts(), picture.fingerprint(), sums);
    }

    void write(ByteBuffer target) {
        int flags = (facts.colored() ? COLORED : 0)
                | (facts.transparent() ? TRANSPARENT : 0)
                | (facts.turned() ? TURNED : 0);
        target.put((byte) facts.format().ordinal())
                .put((byte) flags)
                .putInt(facts.width())
                .putInt(facts.height());
        target.put(fingerprint.rgb());
        for (long sum : sums) {
            target.putLong(sum);
        }
    }

    static DecodedPicture read(ByteBuffer source) {
        PictureFormat format = PictureFormat.values()[source.get()];
        int flags = source.get();
        PictureFacts facts = new PictureFacts(
                format,
                source.getInt(),
                source.getInt(),
                (flags & COLORED) != 0,
                (flags & TRANSPARENT) != 0,
                (flags & TURNED) != 0);
        byte[] rgb = new byte[PictureFingerprint.BYTES];
        source.get(rgb);
        long[] sums = new long[6];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = source.getLong();
        }
        return new DecodedPicture(facts, new PictureFingerprint(rgb), sums);
    }
}
