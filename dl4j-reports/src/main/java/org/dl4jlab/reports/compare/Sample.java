package org.dl4jlab.reports.compare;

import java.util.Arrays;
import org.apache.commons.math3.stat.StatUtils;

/** One quantity, measured once for each seed. */
public final class Sample {

    private final double[] values;

    Sample(double... values) {
        this.values = values.clone();
    }

    public int size() {
        return values.length;
    }

    public double mean() {
        return StatUtils.mean(values);
    }

    /** Sample standard deviation (divisor n - 1); not a number for a single value. */
    public double deviation() {
        return values.length < 2 ? Double.NaN : Math.sqrt(variance());
    }

    /** Sample variance (divisor n - 1). */
    double variance() {
        return StatUtils.variance(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
