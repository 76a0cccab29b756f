package org.dl4jlab.sweeps.analysis;

import java.util.List;

/**
 * How much one hyperparameter matters.
 *
 * @param name of the hyperparameter
 * @param share of the variance of the score that it explains on its own, in [0, 1]: the mean over the forests
 * @param lowest share that one of the forests gives it
 * @param highest share that one of the forests gives it
 * @param marginal mean score at equally spaced places of its axis, both ends included, all other hyperparameters varied
 */
public record Importance(String name, double share, double lowest, double highest, List<Double> marginal) {

    public Importance {
        marginal = List.copyOf(marginal);
    }
}
