package org.dl4jlab.bench.measure;

import java.util.Arrays;

/**
 * How long single predictions took.
 *
 * @param p50 microseconds within which half of them were done
 * @param p99 microseconds within which 99 of 100 were done
 * @param count how many there were
 */
public record Percentiles(double p50, double p99, int count) {

    private static final double NANOS_OF_A_MICROSECOND = 1e3;

    /**
     * By nearest rank: the smallest time that at least so many did not exceed.
     *
     * @param nanoseconds of each, in any order
     * @throws IllegalArgumentException if there is none
     */
    static Percentiles of(long... nanoseconds) {
        if (nanoseconds.length == 0) {
            throw new IllegalArgumentException("There are no percentiles of no times.");
        }
        long[] sorted = nanoseconds.clone();
        Arrays.sort(sorted);
        return new Percentiles(microseconds(sorted, 0.50), microseconds(sorted, 0.99), sorted.length);
    }

    private static double microseconds(long[] sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / NANOS_OF_A_MICROSECOND;
    }
}
