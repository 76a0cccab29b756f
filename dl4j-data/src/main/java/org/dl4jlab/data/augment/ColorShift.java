package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Luminance;

/** Changes of the colours of an RGB image, pixel by pixel; source and target may be the same. */
final class ColorShift {

    /** A sixth of the colour wheel: from red to yellow, say. */
    private static final int SIXTH = 1 << 16;

    private static final int WHEEL = 6 * SIXTH;

    /** A sixth divided by the difference between the largest and the smallest of red, green and blue; 0 for grey. */
    private static final int[] SIXTH_BY_RANGE = sixthByRange();

    private ColorShift() {}

    /** Each pixel away from its grey by a factor: 0 is grey, 1 the image. */
    static void saturation(double factor, byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int area = shape.area();
        int share = (int) Math.round(factor * 65536);
        for (int p = 0; p < area; p++) {
            int red = source[from + p] & 0xFF;
            int green = source[from + area + p] & 0xFF;
            int blue = source[from + 2 * area + p] & 0xFF;
            int grey = Luminance.of(red, green, blue);
            int base = (grey << 16) + 32768;
            target[to + p] = clip(base + share * (red - grey) >> 16);
            target[to + area + p] = clip(base + share * (green - grey) >> 16);
            target[to + 2 * area + p] = clip(base + share * (blue - grey) >> 16);
        }
    }

    /**
     * Turns the colour wheel and leaves saturation and value (of HSV) as they are.
     *
     * @param turns of the wheel; a third makes red green
     */
    static void hue(double turns, byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int area = shape.area();
        int turned = (int) Math.round(WHEEL * (turns - Math.floor(turns)));
        for (int p = 0; p < area; p++) {
            int red = source[from + p] & 0xFF;
            int green = source[from + area + p] & 0xFF;
            int blue = source[from + 2 * area + p] & 0xFF;
            int high = Math.max(red, Math.max(green, blue));
            int range = high - Math.min(red, Math.min(green, blue));
            int difference = high == red ? green - blue : high == green ? blue - red : red - green;
            int sector = high == red ? 0 : high == green ? 2 : 4;
            int hue = turned + sector * SIXTH + difference * SIXTH_BY_RANGE[range];
            target[to + p] = component(hue + 5 * SIXTH, high, range);
            target[to + area + p] = component(hue + 3 * SIXTH, high, range);
            target[to + 2 * area + p] = component(hue + SIXTH, high, range);
        }
    }

    /** {@code high - range * max(0, min(k, 4 - k, 1))} for {@code k = hue mod 6} sixths: HSV's one formula for all three. */
    private static byte component(int hue, int high, int range) {
        int k = hue % WHEEL;
        int depth = Math.max(0, Math.min(SIXTH, Math.min(k, 4 * SIXTH - k)));
        return (byte) (high - (range * depth + SIXTH / 2 >> 16));
    }

    private static int[] sixthByRange() {
        int[] shares = new int[256];
        for (int range = 1; range < shares.length; range++) {
            shares[range] = Math.round((float) SIXTH / range);
        }
        return shares;
    }

    private static byte clip(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
