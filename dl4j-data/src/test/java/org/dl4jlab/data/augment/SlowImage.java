package org.dl4jlab.data.augment;

import java.util.function.DoubleUnaryOperator;
import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/** An image {@code [channel][row][column]} of real numbers, changed in the slowest and most obvious way. */
record SlowImage(double[][][] values) {

    static SlowImage of(byte[] image, ImageShape shape) {
        double[][][] values = new double[shape.channels()][shape.height()][shape.width()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    values[c][y][x] = Images.pixel(image, shape, c, y, x) & 0xFF;
                }
            }
        }
        return new SlowImage(values);
    }

    int height() {
        return values[0].length;
    }

    int width() {
        return values[0][0].length;
    }

    /** The value at any integer place, by walking back and forth between the edges for a reflection. */
    double at(int channel, int row, int column, Border border) {
        if (border == Border.ZERO && (row < 0 || column < 0 || row >= height() || column >= width())) {
            return 0;
        }
        return values[channel][walk(row, height())][walk(column, width())];
    }

    private static int walk(int position, int length) {
        int place = 0;
        int direction = 1;
        for (int step = 0; step < Math.abs(position) && length > 1; step++) {
            if (place + direction < 0 || place + direction >= length) {
                direction = -direction;
            }
            place += direction;
        }
        return place;
    }

    /** Bilinear interpolation at a real place. */
    double at(int channel, double row, double column, Border border) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double sum = 0;
        for (int dy = 0; dy <= 1; dy++) {
            for (int dx = 0; dx <= 1; dx++) {
                double weight = (1 - Math.abs(row - top - dy)) * (1 - Math.abs(column - left - dx));
                sum += weight * at(channel, top + dy, left + dx, border);
            }
        }
        return sum;
    }

    /** Every value by itself. */
    SlowImage map(DoubleUnaryOperator function) {
        double[][][] result = new double[values.length][height()][width()];
        for (int c = 0; c < values.length; c++) {
            for (int y = 0; y < height(); y++) {
                for (int x = 0; x < width(); x++) {
                    result[c][y][x] = function.applyAsDouble(values[c][y][x]);
                }
            }
        }
        return new SlowImage(result);
    }

    /** Another value for each place. */
    SlowImage map(Place place) {
        double[][][] result = new double[values.length][height()][width()];
        for (int c = 0; c < values.length; c++) {
            for (int y = 0; y < height(); y++) {
                for (int x = 0; x < width(); x++) {
                    result[c][y][x] = place.value(c, y, x);
                }
            }
        }
        return new SlowImage(result);
    }

    interface Place {
        double value(int channel, int row, int column);
    }

    /** {@code other + factor * (this - other)}. */
    SlowImage away(SlowImage other, double factor) {
        return map((c, y, x) -> other.values[c][y][x] + factor * (values[c][y][x] - other.values[c][y][x]));
    }

    /** Rounded and cut to a byte. */
    SlowImage bytes() {
        return map(value -> Math.max(0, Math.min(255, Math.floor(value + 0.5))));
    }

    /** 0.299 R + 0.587 G + 0.114 B in every channel, rounded; grey images are their own. */
    SlowImage luminance() {
        return values.length != 3
                ? this
                : map((c, y, x) ->
                        Math.floor(0.299 * values[0][y][x] + 0.587 * values[1][y][x] + 0.114 * values[2][y][x] + 0.5));
    }

    double mean() {
        double sum = 0;
        for (double[][] channel : values) {
            for (double[] row : channel) {
                for (double value : row) {
                    sum += value;
                }
            }
        }
        return sum / (values.length * height() * width());
    }

    /** The largest difference to an image of bytes. */
    double difference(byte[] image) {
        ImageShape shape = new ImageShape(values.length, height(), width());
        SlowImage other = of(image, shape);
        double largest = 0;
        for (int c = 0; c < values.length; c++) {
            for (int y = 0; y < height(); y++) {
                for (int x = 0; x < width(); x++) {
                    largest = Math.max(largest, Math.abs(values[c][y][x] - other.values[c][y][x]));
                }
            }
        }
        return largest;
    }
}
