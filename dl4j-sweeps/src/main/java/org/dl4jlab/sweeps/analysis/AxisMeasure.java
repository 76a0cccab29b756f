package org.dl4jlab.sweeps.analysis;

import org.dl4jlab.sweeps.space.Dimension;

/**
 * How a hyperparameter is spread over its axis from 0 to 1 when nothing is known: evenly over the whole of it, or over its
 * values, each of which weighs the same.
 *
 * @param values number of values, spread evenly over the axis, both ends included; 0 if every place is possible
 */
record AxisMeasure(int values) {

    static AxisMeasure of(Dimension dimension) {
        return new AxisMeasure(
                switch (dimension.scale()) {
                    case LINEAR, LOG -> 0;
                    case INTEGERS -> (int) (dimension.highest() - dimension.lowest()) + 1;
                    case CHOICES -> dimension.choices().size();
                });
    }

    /** The probability of a place beyond the first and not beyond the second, in [0, 1]. */
    double between(double above, double upTo) {
        if (values == 0) {
            return Math.max(0, Math.min(1, upTo) - Math.max(0, above));
        }
        return Math.max(0, upTo(upTo) - upTo(above)) / (double) values;
    }

    /** How many values lie at a place or before it. */
    private int upTo(double place) {
        if (values == 1) {
            return place >= 0.5 ? 1 : 0;
        }
        // The places of values are quotients, and so may lie a rounding error beside a bound that was computed
        // otherwise.
        double last = Math.floor(place * (values - 1) + 1e-9);
        return (int) Math.max(0, Math.min(values, last + 1));
    }
}
