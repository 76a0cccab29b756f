package org.dl4jlab.data.augment;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;

/**
 * Hides a random square of the image, so that a network learns to use all of it. The centre is any pixel with equal
 * probability, and what lies outside the image is cut off, so images near an edge lose less.
 *
 * <p>Source: T. DeVries and G. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017.
 */
public final class Cutout implements ImageStep {

    private final int size;
    private final byte[] fill;

    private Cutout(int size, byte[] fill) {
        if (size < 1) {
            throw new IllegalArgumentException("the side of the cutout must be at least 1 pixel, got " + size);
        }
        this.size = size;
        this.fill = fill;
    }

    /**
     * Fills the square with black.
     *
     * @param size side of the square in pixels, at least 1
     */
    public static Cutout black(int size) {
        return new Cutout(size, new byte[0]);
    }

    /**
     * Fills the square with the byte nearest to each channel's mean, which is close to 0 after normalisation, as in the
     * paper.
     *
     * @param size side of the square in pixels, at least 1
     * @param normalization of the data set; its channels must be those of the images
     */
    public static Cutout mean(int size, Normalization normalization) {
        byte[] fill = new byte[normalization.channels()];
        for (int c = 0; c < fill.length; c++) {
            fill[c] = (byte) Math.max(0, Math.min(255, Math.round(normalization.mean(c) * 255)));
        }
        return new Cutout(size, fill);
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        System.arraycopy(source, from, target, to, shape.size());
        int top = choices.below(0, shape.height()) - size / 2;
        int left = choices.below(1, shape.width()) - size / 2;
        int firstRow = Math.max(0, top);
        int lastRow = Math.min(shape.height(), top + size);
        int firstColumn = Math.max(0, left);
        int lastColumn = Math.min(shape.width(), left + size);
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = firstRow; y < lastRow; y++) {
                int row = to + (c * shape.height() + y) * shape.width();
                Arrays.fill(target, row + firstColumn, row + lastColumn, fill(c));
            }
        }
    }

    private byte fill(int channel) {
        return fill.length == 0 ? 0 : fill[channel];
    }

    @Override
    public void check(ImageShape shape) {
        if (fill.length != 0 && fill.length != shape.channels()) {
            throw new IllegalArgumentException(
                    "the cutout's fill has " + fill.length + " channels but the images are " + shape);
        }
    }

    @Override
    public String toString() {
        return "Cutout[size=" + size + "]";
    }
}
