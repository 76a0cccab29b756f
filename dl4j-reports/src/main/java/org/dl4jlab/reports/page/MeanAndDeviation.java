package org.dl4jlab.reports.page;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/**
 * Mean and sample standard deviation (divisor n − 1) of one quantity over several runs.
 *
 * @param mean of all values
 * @param deviation not a number for a single value
 */
public record MeanAndDeviation(double mean, double deviation) {

    public static <T> MeanAndDeviation of(Collection<T> items, ToDoubleFunction<T> quantity) {
        double[] values = items.stream().mapToDouble(quantity).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return new MeanAndDeviation(mean, values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1)));
    }
}
