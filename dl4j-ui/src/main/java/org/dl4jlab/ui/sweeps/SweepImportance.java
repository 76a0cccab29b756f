package org.dl4jlab.ui.sweeps;

import java.util.List;

/**
 * How much each hyperparameter matters.
 *
 * @param candidates that were compared
 * @param diverged how many of them diverged; they count as guessing
 * @param epoch after which they were compared: the last one that all scored candidates reached
 * @param fewest candidates that are needed; with less there are no parts
 * @param parts one an axis, in the order of the axes
 * @param rest share of the variance of the score that no hyperparameter explains on its own, in [0, 1]
 */
public record SweepImportance(int candidates, int diverged, int epoch, int fewest, List<Part> parts, double rest) {

    /**
     * One hyperparameter.
     *
     * @param share of the variance of the score that it explains on its own, in [0, 1]
     * @param lowest share in an analysis with another seed
     * @param highest share in an analysis with another seed
     * @param marginal mean score at equally spaced places of its axis, all others varied
     */
    public record Part(String name, double share, double lowest, double highest, List<Double> marginal) {

        public Part {
            marginal = List.copyOf(marginal);
        }
    }

    public SweepImportance {
        parts = List.copyOf(parts);
    }
}
