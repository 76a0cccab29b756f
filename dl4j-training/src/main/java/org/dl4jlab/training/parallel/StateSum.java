package org.dl4jlab.training.parallel;

import java.io.Serializable;
import org.dl4jlab.training.parallel.Machines.NetworkState;

/**
 * States of copies of a network, added up in double precision, each weighed by the images that it was trained on.
 *
 * <p>Weights, and what an optimiser remembers of gradients and of their squares, are averaged as they are. BatchNorm's running
 * statistics are those of all images together: the mean of the means, and as variance the mean of the variances plus the
 * variance of the means. Where DL4J keeps the logarithm of a deviation, it is the variance that is averaged.
 */
public final class StateSum implements Serializable {

    private static final long serialVersionUID = 1;

    private final RunningStatistics statistics;
    private final long images;

    /** Of a single copy, which stays as it is; null for a sum of several. */
    private final NetworkState only;

    private final double[] parameters;
    private final double[] updater;
    private final double[] squaredMeans;

    private StateSum(
            RunningStatistics statistics,
            long images,
            NetworkState only,
            double[] parameters,
            double[] updater,
            double[] squaredMeans) {
        this.statistics = statistics;
        this.images = images;
        this.only = only;
        this.parameters = parameters;
        this.updater = updater;
        this.squaredMeans = squaredMeans;
    }

    /** @param images that the copy was trained on since the last averaging; one without any counts for nothing */
    static StateSum of(NetworkState state, long images, RunningStatistics statistics) {
        return new StateSum(statistics, images, state, null, null, null);
    }

    /** This sum and then another one. */
    public StateSum plus(StateSum other) {
        if (other.images == 0) {
            return this;
        }
        if (images == 0) {
            return other;
        }
        StateSum left = spread();
        StateSum right = other.spread();
        return new StateSum(
                statistics,
                images + other.images,
                null,
                add(left.parameters, right.parameters),
                add(left.updater, right.updater),
                add(left.squaredMeans, right.squaredMeans));
    }

    private static double[] add(double[] left, double[] right) {
        double[] sum = new double[left.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = left[i] + right[i];
        }
        return sum;
    }

    /** As sums, with variances in place of logarithms. */
    private StateSum spread() {
        if (only == null) {
            return this;
        }
        double[] sums = weighed(only.parameters());
        double[] squares = new double[statistics.size()];
        int channel = 0;
        for (int layer = 0; layer < statistics.lengths().length; layer++) {
            for (int c = 0; c < statistics.lengths()[layer]; c++) {
                float mean = only.parameters()[statistics.means()[layer] + c];
                squares[channel++] = images * ((double) mean * mean);
                int at = statistics.spreads()[layer] + c;
                if (statistics.logarithms()[layer]) {
                    sums[at] = images * Math.pow(10, 2 * (double) only.parameters()[at]);
                }
            }
        }
        return new StateSum(statistics, images, null, sums, weighed(only.updater()), squares);
    }

    private double[] weighed(float[] values) {
        double[] weighed = new double[values.length];
        for (int i = 0; i < weighed.length; i++) {
            weighed[i] = images * (double) values[i];
        }
        return weighed;
    }

    /** The state of which all copies go on; that of a single copy is its own, bit for bit. */
    NetworkState mean() {
        if (only != null) {
            return only;
        }
        float[] mean = divided(parameters);
        int channel = 0;
        for (int layer = 0; layer < statistics.lengths().length; layer++) {
            for (int c = 0; c < statistics.lengths()[layer]; c++) {
                double center = parameters[statistics.means()[layer] + c] / images;
                int at = statistics.spreads()[layer] + c;
                double between = Math.max(0, squaredMeans[channel++] / images - center * center);
                double variance = parameters[at] / images + between;
                mean[at] = (float) (statistics.logarithms()[layer] ? Math.log10(variance) / 2 : variance);
            }
        }
        return new NetworkState(mean, divided(updater));
    }

    private float[] divided(double[] sums) {
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / images);
        }
        return mean;
    }
}
