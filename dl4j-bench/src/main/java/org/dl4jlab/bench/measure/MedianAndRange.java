package org.dl4jlab.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/**
 * Median and range of repeated measurements.
 *
 * @param median middle value, or the mean of the two middle ones
 * @param min smallest value
 * @param max biggest value
 * @param count number of values
 */
public record MedianAndRange(double median, double min, double max, int count) {

    /** @throws IllegalArgumentException if there is no value */
    public static MedianAndRange of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is no median of no values.");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new MedianAndRange(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /** Of the given values. */
    public static MedianAndRange of(double... values) {
        return of(Arrays.stream(values).boxed().toList());
    }
}
