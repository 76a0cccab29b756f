package org.dl4jlab.data.picture;

import org.dl4jlab.data.image.ImageShape;

/** Brings a decoded image to another shape, by the same filter that brings pictures to a shape. */
public final class ImageResampling {

    private ImageResampling() {}

    /**
     * Stretches an image to another height and width; grey is repeated in three channels, colour becomes grey by luma.
     *
     * @param image unsigned bytes {@code [channels, height, width]} of the shape {@code from}
     * @return unsigned bytes of the shape {@code to}; the same array if the shapes are equal
     * @throws IllegalArgumentException if a shape has neither 1 nor 3 channels
     */
    public static byte[] resample(byte[] image, ImageShape from, ImageShape to) {
        requirePicture(from);
        requirePicture(to);
        if (from.equals(to)) {
            return image;
        }
        Resampler resampler = new Resampler(
                new Orientation.Window(0, 0, from.width(), from.height()), to.channels(), to.width(), to.height());
        byte[] row = new byte[3 * from.width()];
        int green = from.channels() == 1 ? 0 : from.area();
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                int at = y * from.width() + x;
                row[3 * x] = image[at];
                row[3 * x + 1] = image[at + green];
                row[3 * x + 2] = image[at + 2 * green];
            }
            resampler.row(y, row);
        }
        return resampler.result();
    }

    private static void requirePicture(ImageShape shape) {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException(
                    "only images of 1 channel (grey) or 3 (RGB) can be resampled, got " + shape);
        }
    }
}
