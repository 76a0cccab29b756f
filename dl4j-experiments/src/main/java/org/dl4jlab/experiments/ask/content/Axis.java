package org.dl4jlab.experiments.ask.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A range of numbers along a line of the drawing, with round marks.
 *
 * @param low smallest number shown
 * @param high largest number shown
 * @param start where the smallest lies
 * @param end where the largest lies
 * @param logarithmic whether equal factors are equal distances
 */
record Axis(double low, double high, double start, double end, boolean logarithmic) {

    /** An axis that holds all values, with a little air at both ends. */
    static Axis around(double low, double high, double start, double end) {
        double span = high > low ? high - low : Math.max(Math.abs(high), 1) * 0.1;
        return new Axis(low - 0.06 * span, high + 0.06 * span, start, end, false);
    }

    double place(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return start + share * (end - start);
    }

    /** Round numbers within the range. */
    List<Double> marks(int wanted) {
        double raw = (high - low) / Math.max(1, wanted);
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step =
                raw / power < 1.5 ? power : raw / power < 3.5 ? 2 * power : raw / power < 7.5 ? 5 * power : 10 * power;
        List<Double> marks = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
            marks.add(k * step);
        }
        return marks;
    }

    /** A mark with as many digits as tell it from its neighbour. */
    static String label(double value, double neighbourDistance) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(neighbourDistance) - 1e-9));
        return String.format(Locale.ROOT, "%,." + Math.min(digits, 6) + "f", value == 0 ? 0 : value);
    }
}
