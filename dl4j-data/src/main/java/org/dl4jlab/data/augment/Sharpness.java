package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/**
 * Blurs or sharpens: each pixel away from the mean of its 3x3 neighbourhood, in which it counts five times itself, by a
 * factor. 0 is the blurred image, 1 the image. Pixels at the edge stay.
 */
final class Sharpness {

    private Sharpness() {}

    static void apply(double factor, byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int width = shape.width();
        int share = (int) Math.round(factor * 65536);
        System.arraycopy(source, from, target, to, shape.size());
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 1; y < shape.height() - 1; y++) {
                int row = (c * shape.height() + y) * width;
                int left = 0;
                int middle = width > 2 ? column(source, from + row, width) : 0;
                int right = width > 2 ? column(source, from + row + 1, width) : 0;
                for (int x = 1; x < width - 1; x++) {
                    left = middle;
                    middle = right;
                    right = column(source, from + row + x + 1, width);
                    int pixel = source[from + row + x] & 0xFF;
                    int mean = (left + middle + right + 4 * pixel + 6) / 13;
                    int value = (mean << 16) + share * (pixel - mean) + 32768 >> 16;
                    target[to + row + x] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
    }

    /** A pixel and those above and below it. */
    private static int column(byte[] source, int at, int width) {
        return (source[at - width] & 0xFF) + (source[at] & 0xFF) + (source[at + width] & 0xFF);
    }
}
