package org.dl4jlab.data.picture;

import org.dl4jlab.data.image.Luminance;

/**
 * A picture at 9 x 9 pixels, by which copies of it are known that were saved anew, in another size or with other
 * compression.
 *
 * <p>Two are alike if hardly any of 128 comparisons of neighbouring pixels comes out differently (a difference hash in both
 * directions, after N. Krawetz, "Kind of like that", 2013), and their colours hardly differ. The colours are needed: where
 * neighbours are equal, as on an icon's ground, the comparisons say nothing.
 *
 * @param rgb {@code [3, 9, 9]} unsigned bytes
 */
public record PictureFingerprint(byte[] rgb) {

    /** Pixels on a side. */
    static final int SIDE = 9;

    /** Bytes that {@link #rgb} has. */
    public static final int BYTES = 3 * SIDE * SIDE;

    /** Smaller differences are noise of the compression, of which an even ground would otherwise make bits. */
    private static final int MARGIN = 4;

    private static final int AREA = SIDE * SIDE;

    public PictureFingerprint {
        if (rgb.length != BYTES) {
            throw new IllegalArgumentException("a fingerprint has " + BYTES + " bytes, got " + rgb.length);
        }
    }

    /** Whether a pixel is brighter than its right neighbour, and than the one below: 64 bits each, row by row. */
    public long[] hash() {
        long across = 0;
        long down = 0;
        for (int y = 0; y < SIDE - 1; y++) {
            for (int x = 0; x < SIDE - 1; x++) {
                int own = luma(y, x);
                across = across << 1 | (own > luma(y, x + 1) + MARGIN ? 1 : 0);
                down = down << 1 | (own > luma(y + 1, x) + MARGIN ? 1 : 0);
            }
        }
        return new long[] {across, down};
    }

    /** Mean difference of the colours, from 0 to 255. */
    public double distance(PictureFingerprint other) {
        int sum = 0;
        for (int i = 0; i < BYTES; i++) {
            sum += Math.abs((rgb[i] & 0xFF) - (other.rgb[i] & 0xFF));
        }
        return (double) sum / BYTES;
    }

    /** Standard deviation of the brightness, from 0 for an even surface. */
    public double contrast() {
        double sum = 0;
        double squares = 0;
        for (int p = 0; p < AREA; p++) {
            int value = luma(p / SIDE, p % SIDE);
            sum += value;
            squares += value * value;
        }
        double mean = sum / AREA;
        return Math.sqrt(Math.max(0, squares / AREA - mean * mean));
    }

    private int luma(int y, int x) {
        int p = y * SIDE + x;
        return Luminance.of(rgb[p] & 0xFF, rgb[AREA + p] & 0xFF, rgb[2 * AREA + p] & 0xFF);
    }
}
