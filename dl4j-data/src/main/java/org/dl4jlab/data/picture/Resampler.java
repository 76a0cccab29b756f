package org.dl4jlab.data.picture;

import org.dl4jlab.data.image.Luminance;

/**
 * Brings a part of a picture to another size by the triangle filter, widened to cover all source pixels when it shrinks,
 * as Pillow's and torchvision's antialiased bilinear resizing do. At equal size every pixel keeps its value.
 *
 * <p>The weights are whole numbers (the filter's are fractions with one denominator), so the sums are exact: the result
 * depends neither on the machine nor on the order of adding, and a mirrored or turned picture gives the mirrored or turned
 * result to the last bit. Rows are added as they come; a large picture needs no second copy.
 */
final class Resampler implements RowSink {

    private final Orientation.Window window;
    private final int channels;
    private final int width;
    private final int height;
    private final Weights across;
    private final Weights down;
    private final long[] sums;
    private final long[] row;
    private final byte[] grey;

    /**
     * @param window of the picture that is taken
     * @param channels 1 for grey, 3 for RGB
     * @param width of the result
     * @param height of the result
     */
    Resampler(Orientation.Window window, int channels, int width, int height) {
        this.window = window;
        this.channels = channels;
        this.width = width;
        this.height = height;
        this.across = new Weights(window.width(), width);
        this.down = new Weights(window.height(), height);
        this.sums = new long[height * width * channels];
        this.row = new long[width * channels];
        this.grey = new byte[channels == 1 ? window.width() : 0];
    }

    @Override
    public void row(int y, byte[] rgb) {
        int own = y - window.top();
        if (own < 0 || own >= window.height()) {
            return;
        }
        if (channels == 1) {
            greyOf(rgb);
            across.sumOne(grey, row);
        } else {
            across.sumThree(rgb, window.left(), row);
        }
        add(own);
    }

    private void greyOf(byte[] rgb) {
        for (int x = 0; x < grey.length; x++) {
            int at = 3 * (window.left() + x);
            grey[x] = (byte) Luminance.of(rgb[at] & 0xFF, rgb[at + 1] & 0xFF, rgb[at + 2] & 0xFF);
        }
    }

    /** Takes a row of one channel as it is. */
    void greyRow(int y, byte[] values, int from) {
        System.arraycopy(values, from, grey, 0, grey.length);
        across.sumOne(grey, row);
        add(y);
    }

    private void add(int y) {
        for (int j = down.firstTarget(y); j < height && down.first[j] <= y; j++) {
            int[] own = down.weights[j];
            if (y - down.first[j] < own.length) {
                int weight = own[y - down.first[j]];
                int start = j * row.length;
                for (int i = 0; i < row.length; i++) {
                    sums[start + i] += weight * row[i];
                }
            }
        }
    }

    /** The result, {@code [channels, height, width]}, when all rows have come. */
    byte[] result() {
        byte[] planes = new byte[channels * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                long total = across.totals[x] * down.totals[y];
                for (int c = 0; c < channels; c++) {
                    long sum = sums[(y * width + x) * channels + c];
                    planes[(c * height + y) * width + x] = (byte) ((sum + total / 2) / total);
                }
            }
        }
        return planes;
    }

    /** For each target position the first source position and the weights of those from there on. */
    private static final class Weights {

        private final int[] first;
        private final int[][] weights;
        private final long[] totals;
        private final double step;

        Weights(int from, int to) {
            int common = gcd(from, to);
            long length = from / common;
            long newLength = to / common;
            // Twice the distance between two centres times the new length is a whole number; so is the reach.
            long reach = 2 * Math.max(length, newLength);
            first = new int[to];
            weights = new int[to][];
            totals = new long[to];
            step = (double) to / from;
            for (int i = 0; i < to; i++) {
                long center = (2L * i + 1) * length;
                // Source position s has its centre at (2 s + 1) newLength.
                long low = Math.floorDiv(center - reach - newLength, 2 * newLength) + 1;
                long high = Math.floorDiv(center + reach - newLength - 1, 2 * newLength);
                int start = (int) Math.max(0, low);
                int end = (int) Math.min(from - 1L, high);
                first[i] = start;
                weights[i] = new int[end - start + 1];
                for (int s = start; s <= end; s++) {
                    long weight = reach - Math.abs((2L * s + 1) * newLength - center);
                    weights[i][s - start] = (int) weight;
                    totals[i] += weight;
                }
            }
        }

        private static int gcd(int a, int b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        /** No target before this one takes anything from a source position. */
        int firstTarget(int source) {
            int reach = step > 1 ? (int) Math.ceil(step) + 1 : 2;
            return Math.max(0, (int) (source * step) - reach);
        }

        void sumOne(byte[] values, long[] target) {
            for (int i = 0; i < target.length; i++) {
                int[] own = weights[i];
                int at = first[i];
                long sum = 0;
                for (int weight : own) {
                    sum += (long) weight * (values[at++] & 0xFF);
                }
                target[i] = sum;
            }
        }

        void sumThree(byte[] rgb, int left, long[] target) {
            for (int i = 0; i < first.length; i++) {
                int[] own = weights[i];
                int at = 3 * (left + first[i]);
                long red = 0;
                long green = 0;
                long blue = 0;
                for (int weight : own) {
                    red += (long) weight * (rgb[at] & 0xFF);
                    green += (long) weight * (rgb[at + 1] & 0xFF);
                    blue += (long) weight * (rgb[at + 2] & 0xFF);
                    at += 3;
                }
                target[3 * i] = red;
                target[3 * i + 1] = green;
                target[3 * i + 2] = blue;
            }
        }
    }
}
