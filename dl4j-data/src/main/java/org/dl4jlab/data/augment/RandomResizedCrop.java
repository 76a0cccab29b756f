package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/**
 * Cuts a random window out of an image and enlarges it to the image's own size, bilinearly. The window's share of the
 * area is uniform from {@code smallestArea} to 1, the logarithm of its width by its height uniform from that of 3/4 to
 * that of 4/3, and every place of it equally likely.
 *
 * <p>Source: C. Szegedy et al., "Going Deeper with Convolutions", 2015, section 6; as PyTorch's {@code
 * RandomResizedCrop}, which also gives up after ten windows that are larger than the image and takes the middle.
 *
 * @param smallestArea above 0 and below 1; 0.08 in the paper, for photographs of 224 pixels
 */
public record RandomResizedCrop(double smallestArea) implements ImageStep {

    private static final int TRIES = 10;
    private static final double NARROWEST = 3 / 4.0;
    private static final double WIDEST = 4 / 3.0;

    public RandomResizedCrop {
        if (!(smallestArea > 0 && smallestArea < 1)) {
            throw new IllegalArgumentException(
                    "the smallest share of the area must be above 0 and below 1, got " + smallestArea);
        }
    }

    /** A part of an image, in pixels. */
    record Window(int top, int left, int height, int width) {}

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        resize(window(shape, choices), source, from, target, to, shape);
    }

    Window window(ImageShape shape, RandomDraws choices) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = shape.area() * choices.between(2 * attempt, smallestArea, 1);
            double ratio =
                    StrictMath.exp(choices.between(2 * attempt + 1, StrictMath.log(NARROWEST), StrictMath.log(WIDEST)));
            int width = (int) Math.round(Math.sqrt(area * ratio));
            int height = (int) Math.round(Math.sqrt(area / ratio));
            if (width >= 1 && height >= 1 && width <= shape.width() && height <= shape.height()) {
                return new Window(
                        choices.below(2 * TRIES, shape.height() - height + 1),
                        choices.below(2 * TRIES + 1, shape.width() - width + 1),
                        height,
                        width);
            }
        }
        return middle(shape);
    }

    /** The largest window in the middle of the image whose proportions are allowed. */
    private static Window middle(ImageShape shape) {
        double ratio = (double) shape.width() / shape.height();
        int width = ratio > WIDEST ? (int) Math.round(shape.height() * WIDEST) : shape.width();
        int height = ratio < NARROWEST ? (int) Math.round(shape.width() / NARROWEST) : shape.height();
        return new Window((shape.height() - height) / 2, (shape.width() - width) / 2, height, width);
    }

    private static void resize(Window window, byte[] source, int from, byte[] target, int to, ImageShape shape) {
        Neighbours columns = Neighbours.of(window.width(), shape.width());
        Neighbours rows = Neighbours.of(window.height(), shape.height());
        int[] upper = new int[shape.width()];
        int[] lower = new int[shape.width()];
        for (int c = 0; c < shape.channels(); c++) {
            int first = from + c * shape.area() + window.top() * shape.width() + window.left();
            int upperRow = -1;
            int lowerRow = -1;
            for (int y = 0; y < shape.height(); y++) {
                int row = rows.first[y];
                if (row != upperRow) {
                    // Rows come in order, so what was the lower one is often the next upper one.
                    if (row == lowerRow) {
                        int[] swapped = upper;
                        upper = lower;
                        lower = swapped;
                    } else {
                        columns.stretch(source, first + row * shape.width(), upper);
                    }
                    upperRow = row;
                    lowerRow = row + rows.step;
                    columns.stretch(source, first + lowerRow * shape.width(), lower);
                }
                mix(upper, lower, rows.weight[y], target, to + (c * shape.height() + y) * shape.width());
            }
        }
    }

    private static void mix(int[] upper, int[] lower, int weight, byte[] target, int to) {
        for (int x = 0; x < upper.length; x++) {
            target[to + x] = (byte) (upper[x] * (Neighbours.ONE - weight) + lower[x] * weight + 32768 >> 16);
        }
    }

    /**
     * Which two pixels of a short line each pixel of the long one lies between, and the second one's weight of 256.
     * Centres of pixels are at halves, and beyond the outermost centres there is only the outermost pixel.
     */
    private record Neighbours(int[] first, int[] weight, int step) {

        static final int ONE = 256;

        static Neighbours of(int length, int stretched) {
            int[] first = new int[stretched];
            int[] weight = new int[stretched];
            for (int x = 0; x < stretched; x++) {
                double place = Math.max(0, Math.min(length - 1, (x + 0.5) * length / stretched - 0.5));
                first[x] = Math.max(0, Math.min(length - 2, (int) place));
                weight[x] = (int) Math.round((place - first[x]) * ONE);
            }
            return new Neighbours(first, weight, length == 1 ? 0 : 1);
        }

        /** A row of pixels, stretched; values are 256 times as large. */
        void stretch(byte[] source, int from, int[] target) {
            for (int x = 0; x < target.length; x++) {
                int at = from + first[x];
                target[x] = (source[at] & 0xFF) * (ONE - weight[x]) + (source[at + step] & 0xFF) * weight[x];
            }
        }
    }
}
