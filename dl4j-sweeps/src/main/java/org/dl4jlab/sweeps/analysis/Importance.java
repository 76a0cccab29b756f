package org.dl4jlab.sweeps.analysis;

import java.util.List;

/**
 * How much one hyperparameter matters.
 *
 * @param name of the hyperparameter
 * @param share of the variance of the score that it explains on its own, from 0 to 1; shares add up to less than 1 where
 *     hyperparameters act together
 * @param marginal mean score at equally spaced places of its axis, all other hyperparameters varied
 */
public record Importance(String name, double share, List<Double> marginal) {

    public Importance {
        marginal = List.copyOf(marginal);
    }
}
