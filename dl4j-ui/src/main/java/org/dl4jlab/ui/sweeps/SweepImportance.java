package org.dl4jlab.ui.sweeps;

import java.util.List;

/**
 * How much each hyperparameter matters.
 *
 * @param candidates that were compared
 * @param epoch after which they were compared: the last one that all of them reached
 * @param fewest candidates that are needed; with less there are no parts
 * @param parts one an axis, in the order of the axes
 */
public record SweepImportance(int candidates, int epoch, int fewest, List<Part> parts) {

    /**
     * One hyperparameter.
     *
     * @param share of the variance of the score that it explains on its own, in [0, 1]
     * @param marginal mean score at equally spaced places of its axis, all others varied
     */
    public record Part(String name, double share, List<Double> marginal) {

        public Part {
            marginal = List.copyOf(marginal);
        }
    }

    public SweepImportance {
        parts = List.copyOf(parts);
    }
}
