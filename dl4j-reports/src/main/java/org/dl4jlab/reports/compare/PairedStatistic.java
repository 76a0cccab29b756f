package org.dl4jlab.reports.compare;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean of differences within pairs (Student, "The probable error of a mean", 1908). Two runs of one seed are such a pair:
 * they share images, order and, if the network is the same, initial weights, and what these bring to both falls out.
 *
 * @param difference mean of the differences, each the first value of a pair minus the second
 * @param low end of the confidence interval of the difference
 * @param high end of the confidence interval of the difference
 * @param pValue how often pairs of equal true means would lie at least this far apart; two-sided
 * @param pairs at least two
 */
public record PairedStatistic(double difference, double low, double high, double pValue, int pairs)
        implements MeanDifference {

    /** Equal differences of values of size 1 differ by less than this when they are computed. */
    private static final double ROUNDING = 1e-12;

    /**
     * @param first one value a pair
     * @param second their partners, in the same order
     * @param confidence of the interval, such as 0.95
     * @return empty if the noise cannot be estimated: there are fewer than two pairs, or all differ by the same
     * @throws IllegalArgumentException if not every value has a partner
     */
    public static Optional<PairedStatistic> of(double[] first, double[] second, double confidence) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    first.length + " values cannot be paired with " + second.length + " values");
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = first[i] - second[i];
        }
        MeanAndDeviation measured = MeanAndDeviation.of(differences);
        if (measured.count() < 2 || !(measured.deviation() > ROUNDING * largest(first, second))) {
            return Optional.empty();
        }
        double error = measured.deviation() / Math.sqrt(measured.count());
        TDistribution t = new TDistribution(null, measured.count() - 1.0);
        double half = t.inverseCumulativeProbability(0.5 + confidence / 2) * error;
        double difference = measured.mean();
        return Optional.of(new PairedStatistic(
                difference,
                difference - half,
                difference + half,
                2 * t.cumulativeProbability(-Math.abs(difference / error)),
                measured.count()));
    }

    private static double largest(double[] first, double[] second) {
        return DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                .map(Math::abs)
                .max()
                .orElse(0);
    }

    /** One less than the pairs. */
    @Override
    public double degreesOfFreedom() {
        return pairs - 1.0;
    }
}
