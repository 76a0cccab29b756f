package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Luminance;

/**
 * What becomes of each of the 256 values of a byte, the same at every place of an image. The curves are those of the
 * Python Imaging Library's {@code ImageEnhance} and {@code ImageOps}, rounded to the nearest value.
 */
final class ToneCurve {

    private final byte[] values;

    private ToneCurve(byte[] values) {
        this.values = values;
    }

    /** Every value away from {@code pivot} by a factor: {@code pivot + factor * (value - pivot)}. */
    static ToneCurve from(double pivot, double factor) {
        byte[] values = new byte[256];
        for (int v = 0; v < 256; v++) {
            values[v] = clip(pivot + factor * (v - pivot));
        }
        return new ToneCurve(values);
    }

    /** Darker below 1, brighter above. */
    static ToneCurve brightness(double factor) {
        return from(0, factor);
    }

    /** Nearer to the image's mean brightness below 1, further from it above. */
    static ToneCurve contrast(double factor, byte[] image, int at, ImageShape shape) {
        return from(Math.round(Luminance.mean(image, at, shape)), factor);
    }

    /** Keeps only the highest bits, from 0 to 8. */
    static ToneCurve posterize(int bits) {
        byte[] values = new byte[256];
        int kept = 0xFF << 8 - bits;
        for (int v = 0; v < 256; v++) {
            values[v] = (byte) (v & kept);
        }
        return new ToneCurve(values);
    }

    /** The negative of all values from {@code threshold} on, from 0 to 256. */
    static ToneCurve solarize(int threshold) {
        byte[] values = new byte[256];
        for (int v = 0; v < 256; v++) {
            values[v] = (byte) (v < threshold ? v : 255 - v);
        }
        return new ToneCurve(values);
    }

    /** Stretches the values of one channel to the whole range; a channel of one value stays. */
    static ToneCurve autoContrast(byte[] image, int channel, int area) {
        int low = 255;
        int high = 0;
        for (int p = channel; p < channel + area; p++) {
            int value = image[p] & 0xFF;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return low >= high ? from(0, 1) : stretched(low, 255.0 / (high - low));
    }

    private static ToneCurve stretched(int low, double factor) {
        byte[] values = new byte[256];
        for (int v = 0; v < 256; v++) {
            values[v] = clip(factor * (v - low));
        }
        return new ToneCurve(values);
    }

    /** Makes all values of one channel about equally frequent. */
    static ToneCurve equalize(byte[] image, int channel, int area) {
        int[] counts = new int[256];
        for (int p = channel; p < channel + area; p++) {
            counts[image[p] & 0xFF]++;
        }
        int highest = 255;
        while (counts[highest] == 0) {
            highest--;
        }
        // Pixels to one value of the result; those of the highest value end at 255 in any case.
        int step = (area - counts[highest]) / 255;
        if (step == 0) {
            return from(0, 1);
        }
        byte[] values = new byte[256];
        int below = step / 2;
        for (int v = 0; v < 256; v++) {
            values[v] = (byte) Math.min(255, below / step);
            below += counts[v];
        }
        return new ToneCurve(values);
    }

    void apply(byte[] source, int from, byte[] target, int to, int count) {
        for (int p = 0; p < count; p++) {
            target[to + p] = values[source[from + p] & 0xFF];
        }
    }

    /** The nearest byte. */
    static byte clip(double value) {
        return (byte) (int) Math.max(0, Math.min(255, Math.floor(value + 0.5)));
    }
}
