package org.dl4jlab.reports.compare;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Mean and sample standard deviation (divisor n - 1) of one quantity over several runs.
 *
 * @param count number of runs
 * @param mean of all values; not a number without values
 * @param deviation not a number for fewer than two values
 */
public record MeanAndDeviation(int count, double mean, double deviation) {

    public static MeanAndDeviation of(double... values) {
        return new MeanAndDeviation(
                values.length, StatUtils.mean(values), values.length < 2 ? Double.NaN : deviation(values));
    }

    /** Of equal values exactly 0: their computed mean may be another number in the last digit. */
    private static double deviation(double[] values) {
        return StatUtils.min(values) == StatUtils.max(values) ? 0 : Math.sqrt(StatUtils.variance(values));
    }

    /** Measures each item once. */
    public static <T> MeanAndDeviation of(Collection<T> items, ToDoubleFunction<? super T> quantity) {
        return of(items.stream().mapToDouble(quantity).toArray());
    }

    /** The square of the deviation. */
    public double variance() {
        return deviation * deviation;
    }
}
