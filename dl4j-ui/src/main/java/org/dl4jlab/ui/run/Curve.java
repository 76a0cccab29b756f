package org.dl4jlab.ui.run;

import java.util.Objects;

/**
 * A line in a chart. Curves of one chart share their horizontal axis.
 *
 * @param chart the chart it belongs to, for example {@code loss}; curves of one name are drawn together
 * @param name the line's own name, for example {@code validation}
 * @param axis what {@code x} counts, for example {@code epoch} or {@code step}
 * @param x ascending
 * @param y as many values as {@code x}; NaN leaves a gap
 */
public record Curve(String chart, String name, String axis, double[] x, double[] y) {

    public Curve {
        Objects.requireNonNull(chart);
        Objects.requireNonNull(name);
        Objects.requireNonNull(axis);
        if (x.length != y.length) {
            throw new IllegalArgumentException("The curve '" + name + "' has " + x.length + " places and " + y.length
                    + " values; it needs as many of each.");
        }
        x = x.clone();
        y = y.clone();
    }

    @Override
    public double[] x() {
        return x.clone();
    }

    @Override
    public double[] y() {
        return y.clone();
    }

    public int size() {
        return x.length;
    }

    /**
     * At most {@code 2 * buckets + 2} points that look the same on a screen: the least and the greatest value of each of
     * {@code buckets} equal parts, and the ends.
     */
    public Curve thinned(int buckets) {
        int n = x.length;
        if (n <= 2 * buckets + 2) {
            return this;
        }
        double[] thinX = new double[2 * buckets + 2];
        double[] thinY = new double[2 * buckets + 2];
        int size = 0;
        thinX[size] = x[0];
        thinY[size++] = y[0];
        for (int b = 0; b < buckets; b++) {
            int from = 1 + (int) ((long) (n - 2) * b / buckets);
            int to = 1 + (int) ((long) (n - 2) * (b + 1) / buckets);
            int least = from;
            int greatest = from;
            for (int i = from; i < to; i++) {
                // NaN compares false, so it is never chosen over a number.
                if (y[i] < y[least] || Double.isNaN(y[least])) {
                    least = i;
                }
                if (y[i] > y[greatest] || Double.isNaN(y[greatest])) {
                    greatest = i;
                }
            }
            int first = Math.min(least, greatest);
            int second = Math.max(least, greatest);
            thinX[size] = x[first];
            thinY[size++] = y[first];
            if (second != first) {
                thinX[size] = x[second];
                thinY[size++] = y[second];
            }
        }
        thinX[size] = x[n - 1];
        thinY[size++] = y[n - 1];
        return new Curve(chart, name, axis, java.util.Arrays.copyOf(thinX, size), java.util.Arrays.copyOf(thinY, size));
    }
}
