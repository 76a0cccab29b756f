package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/** How one image is to be mixed with another; what {@link ImageMixing} draws. */
public sealed interface Mixture {

    /** The image's own share of its target probabilities, in [0, 1]; the rest is the other image's. */
    double share();

    /**
     * Mixes in place.
     *
     * @param image holds the image in {@code shape.size()} bytes from index {@code at}, and takes the mixture
     * @param other holds the other one from index {@code from}
     */
    void apply(byte[] image, int at, byte[] other, int from, ImageShape shape);

    /**
     * Every pixel is the weighted mean of both images.
     *
     * @param weight of the image's own pixels, from 0 to 256; the others have the rest of 256
     */
    record Blend(int weight) implements Mixture {

        static final int WHOLE = 256;

        @Override
        public double share() {
            return (double) weight / WHOLE;
        }

        @Override
        public void apply(byte[] image, int at, byte[] other, int from, ImageShape shape) {
            int rest = WHOLE - weight;
            for (int p = 0; p < shape.size(); p++) {
                int sum = (image[at + p] & 0xFF) * weight + (other[from + p] & 0xFF) * rest;
                image[at + p] = (byte) (sum + WHOLE / 2 >> 8);
            }
        }
    }

    /**
     * A rectangle of the other image covers the same place of the image.
     *
     * @param top first row
     * @param left first column
     * @param height in pixels; may be 0
     * @param width in pixels; may be 0
     * @param share of the pixels that stay
     */
    record Paste(int top, int left, int height, int width, double share) implements Mixture {

        @Override
        public void apply(byte[] image, int at, byte[] other, int from, ImageShape shape) {
            for (int c = 0; c < shape.channels(); c++) {
                for (int y = top; y < top + height; y++) {
                    int row = (c * shape.height() + y) * shape.width() + left;
                    System.arraycopy(other, from + row, image, at + row, width);
                }
            }
        }
    }
}
