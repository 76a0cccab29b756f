package org.dl4jlab.data.picture;

import org.dl4jlab.data.image.ImageShape;

/**
 * Frames a light digit on black as those of MNIST are: cut out, fitted into 20 x 20 pixels with its proportions kept, and
 * placed in 28 x 28 so that its centre of mass is in the middle (LeCun, Cortes, Burges: The MNIST database of handwritten
 * digits). For other sizes the 20 of 28 stay in proportion.
 */
final class DigitCentering {

    private static final double BOX = 20.0 / 28;

    /** Ink is what is brighter than this share of the brightest pixel; paper is never quite even. */
    private static final double INK_SHARE = 0.15;

    private DigitCentering() {}

    /**
     * @param plane {@code [height, width]} unsigned bytes
     * @param shape of the result
     * @return {@code [shape.height, shape.width]}; black if there is no ink
     */
    static byte[] frame(byte[] plane, int height, int width, ImageShape shape) {
        byte[] framed = new byte[shape.area()];
        int brightest = 0;
        for (byte value : plane) {
            brightest = Math.max(brightest, value & 0xFF);
        }
        if (brightest == 0) {
            return framed;
        }
        int top = height;
        int bottom = -1;
        int left = width;
        int right = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if ((plane[y * width + x] & 0xFF) > INK_SHARE * brightest) {
                    top = Math.min(top, y);
                    bottom = y;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                }
            }
        }
        int inkHeight = bottom - top + 1;
        int inkWidth = right - left + 1;
        byte[] ink = new byte[inkHeight * inkWidth];
        for (int y = 0; y < inkHeight; y++) {
            System.arraycopy(plane, (top + y) * width + left, ink, y * inkWidth, inkWidth);
        }
        double scale = BOX * Math.min((double) shape.height() / inkHeight, (double) shape.width() / inkWidth);
        int newHeight = Math.max(1, (int) Math.round(scale * inkHeight));
        int newWidth = Math.max(1, (int) Math.round(scale * inkWidth));
        place(StyledPicture.resized(ink, inkHeight, inkWidth, newHeight, newWidth), newHeight, newWidth, framed, shape);
        return framed;
    }

    private static void place(byte[] digit, int height, int width, byte[] frame, ImageShape shape) {
        double mass = 0;
        double massY = 0;
        double massX = 0;
        for (int p = 0; p < digit.length; p++) {
            int value = digit[p] & 0xFF;
            mass += value;
            massY += value * (p / width + 0.5);
            massX += value * (p % width + 0.5);
        }
        if (mass == 0) {
            return;
        }
        int y0 = inside((int) Math.round(shape.height() / 2.0 - massY / mass), shape.height() - height);
        int x0 = inside((int) Math.round(shape.width() / 2.0 - massX / mass), shape.width() - width);
        for (int y = 0; y < height; y++) {
            System.arraycopy(digit, y * width, frame, (y0 + y) * shape.width() + x0, width);
        }
    }

    private static int inside(int start, int last) {
        return Math.max(0, Math.min(last, start));
    }
}
