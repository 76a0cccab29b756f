package org.dl4jlab.data.image;

import java.io.Serializable;
import java.util.List;

/**
 * The shape {@code [channels, height, width]} that every image of a data set has.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param height rows of pixels
 * @param width columns of pixels
 */
public record ImageShape(int channels, int height, int width) implements Serializable {

    /** Of the largest image; a file that promises more is not believed. */
    private static final int MOST_VALUES = 1 << 26;

    /** @throws IllegalArgumentException if a number is not positive, or an image would have more than 67 million values */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "image shape must be positive, got [" + channels + ", " + height + ", " + width + "]");
        }
        if ((double) channels * height * width > MOST_VALUES) {
            throw new IllegalArgumentException("an image of shape [" + channels + ", " + height + ", " + width
                    + "] would have more than " + MOST_VALUES / 1_000_000 + " million values");
        }
    }

    /**
     * From {@code [channels, height, width]}, as records have it.
     *
     * @throws IllegalArgumentException if these are not three numbers that an image can have
     */
    public static ImageShape of(List<Integer> dimensions) {
        if (dimensions.size() != 3) {
            throw new IllegalArgumentException("an image shape is [channels, height, width], got " + dimensions);
        }
        return new ImageShape(dimensions.get(0), dimensions.get(1), dimensions.get(2));
    }

    /** {@code [channels, height, width]}. */
    public List<Integer> dimensions() {
        return List.of(channels, height, width);
    }

    /** Values in one image: {@code channels * height * width}. */
    public int size() {
        return channels * height * width;
    }

    /** Pixels in one channel: {@code height * width}. */
    public int area() {
        return height * width;
    }

    @Override
    public String toString() {
        return "[" + channels + ", " + height + ", " + width + "]";
    }
}
