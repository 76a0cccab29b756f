package org.dl4jlab.data.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns a byte of a channel into the number that a network sees: {@code (byte / 255 - mean) / std}, in single precision
 * and in this order of operations, as PyTorch's {@code ToTensor} and {@code Normalize} do. Immutable.
 */
public final class Normalization {

    private final float[] mean;
    private final float[] std;

    private Normalization(float[] mean, float[] std) {
        this.mean = mean.clone();
        this.std = std.clone();
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException("normalisation needs one mean and one standard deviation a channel, got "
                    + mean.length + " and " + std.length);
        }
        for (int c = 0; c < mean.length; c++) {
            if (!Float.isFinite(mean[c]) || !(std[c] > 0) || !Float.isFinite(std[c])) {
                throw new IllegalArgumentException("channel " + c + " has mean " + mean[c] + " and standard deviation "
                        + std[c] + "; both must be finite and the deviation above 0");
            }
        }
    }

    /**
     * @param mean of each channel, of values in [0, 1]
     * @param std standard deviation of each channel, above 0
     * @throws IllegalArgumentException if the lengths differ or a value is not finite or not positive
     */
    public static Normalization of(float[] mean, float[] std) {
        return new Normalization(mean, std);
    }

    /** The same from lists, as records have them. */
    public static Normalization of(List<Float> mean, List<Float> std) {
        return new Normalization(floats(mean), floats(std));
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = values.get(c);
        }
        return floats;
    }

    /** Mean of each channel. */
    public List<Float> means() {
        return boxed(mean);
    }

    /** Standard deviation of each channel. */
    public List<Float> deviations() {
        return boxed(std);
    }

    private static List<Float> boxed(float[] values) {
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }

    /** For one channel, such as MNIST's. */
    public static Normalization of(float mean, float std) {
        return new Normalization(new float[] {mean}, new float[] {std});
    }

    /** Mean and standard deviation of each channel over all images. */
    public static Normalization ofImages(ImageSet images) {
        int channels = images.shape().channels();
        int area = images.shape().area();
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        byte[] image = new byte[images.shape().size()];
        for (int i = 0; i < images.size(); i++) {
            images.read(i, image, 0);
            for (int c = 0; c < channels; c++) {
                for (int p = c * area; p < (c + 1) * area; p++) {
                    int value = image[p] & 0xFF;
                    sums[c] += value;
                    squares[c] += value * value;
                }
            }
        }
        return ofSums(sums, squares, (double) images.size() * area);
    }

    /**
     * Mean and standard deviation of each channel, from what was added up before.
     *
     * @param sums of the values 0 to 255 of each channel
     * @param squares sums of the squares of these values
     * @param values how many were added up in each channel
     */
    public static Normalization ofSums(long[] sums, long[] squares, double values) {
        float[] mean = new float[sums.length];
        float[] std = new float[sums.length];
        for (int c = 0; c < sums.length; c++) {
            double average = sums[c] / values;
            double deviation = Math.sqrt(Math.max(squares[c] / values - average * average, 0));
            mean[c] = (float) (average / 255);
            // A channel that never varies carries nothing; dividing by its deviation would only fail.
            std[c] = deviation < 1e-3 ? 1 : (float) (deviation / 255);
        }
        return of(mean, std);
    }

    /** Only scales to [0, 1]. */
    public static Normalization identity(int channels) {
        float[] std = new float[channels];
        Arrays.fill(std, 1);
        return new Normalization(new float[channels], std);
    }

    public int channels() {
        return mean.length;
    }

    public float mean(int channel) {
        return mean[channel];
    }

    public float std(int channel) {
        return std[channel];
    }

    /**
     * The number for one byte.
     *
     * @param value from 0 to 255
     */
    public float apply(int channel, int value) {
        return (value / 255f - mean[channel]) / std[channel];
    }

    /** All 256 numbers of one channel, so that normalising a pixel is one look-up. */
    public float[] table(int channel) {
        float[] table = new float[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = apply(channel, value);
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Normalization that && Arrays.equals(mean, that.mean) && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "mean " + Arrays.toString(mean) + ", std " + Arrays.toString(std);
    }
}
