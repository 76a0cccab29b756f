package org.dl4jlab.data.picture;

import org.dl4jlab.data.image.ImageShape;

/**
 * Which part of an upright picture is taken, and how large it becomes.
 *
 * @param window the part
 * @param width that it becomes
 * @param height that it becomes
 * @param phrase what is done to it, for people
 */
record Placement(Orientation.Window window, int width, int height, String phrase) {

    static Placement of(Fit fit, int width, int height, ImageShape shape) {
        boolean wider = (long) width * shape.height() > (long) height * shape.width();
        boolean higher = (long) width * shape.height() < (long) height * shape.width();
        Orientation.Window whole = new Orientation.Window(0, 0, width, height);
        return switch (fit) {
            case STRETCH -> new Placement(whole, shape.width(), shape.height(), "resized");
            case CROP -> {
                int newWidth = wider ? share(height, shape.width(), shape.height()) : width;
                int newHeight = higher ? share(width, shape.height(), shape.width()) : height;
                yield new Placement(
                        new Orientation.Window((width - newWidth) / 2, (height - newHeight) / 2, newWidth, newHeight),
                        shape.width(),
                        shape.height(),
                        wider || higher ? "cropped and resized" : "resized");
            }
            case PAD ->
                new Placement(
                        whole,
                        higher ? share(width, shape.height(), height) : shape.width(),
                        wider ? share(height, shape.width(), width) : shape.height(),
                        wider || higher ? "resized and padded" : "resized");
        };
    }

    private static int share(int length, int numerator, int denominator) {
        return (int) Math.max(1, Math.round((double) length * numerator / denominator));
    }

    /** The scaling that does this to a stored picture. */
    Scaling scaling(Orientation orientation, int uprightWidth, int uprightHeight, int channels) {
        Orientation.Window stored = orientation.stored(window, uprightWidth, uprightHeight);
        int storedWidth = orientation.swapped() ? height : width;
        int storedHeight = orientation.swapped() ? width : height;
        return new Scaling(
                new Resampler(stored, channels, storedWidth, storedHeight),
                orientation,
                channels,
                storedHeight,
                storedWidth);
    }

    /**
     * A resampler of stored rows whose result is turned upright.
     *
     * @param height of the resampler's result
     * @param width of the resampler's result
     */
    record Scaling(Resampler resampler, Orientation orientation, int channels, int height, int width) {

        /** {@code [channels, height, width]}, upright. */
        byte[] result() {
            return orientation.turn(resampler.result(), channels, height, width);
        }
    }
}
