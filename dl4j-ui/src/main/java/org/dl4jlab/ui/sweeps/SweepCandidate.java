package org.dl4jlab.ui.sweeps;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One candidate of a sweep, finished or under way.
 *
 * @param index in the order of proposal, from 0
 * @param status how far it has come
 * @param rank 1 for the best of those that were scored; empty for others
 * @param values of its hyperparameters in words, one an axis
 * @param places where they lie on their axes, from 0 to 1
 * @param curve accuracy on the held-out images after each epoch so far, in [0, 1]
 * @param parameters number of weights and biases of its network; empty where not known
 * @param seconds spent on it
 * @param reason why it failed; empty if it did not
 * @param host of a cluster that trained it; empty where it was not another machine
 */
public record SweepCandidate(
        int index,
        Status status,
        Optional<Integer> rank,
        List<String> values,
        List<Double> places,
        List<Double> curve,
        Optional<Long> parameters,
        double seconds,
        Optional<String> reason,
        Optional<String> host) {

    /** How far a candidate has come. */
    public enum Status {
        RUNNING,
        /** Trained to its last epoch. */
        DONE,
        /** Stopped early because others did better. */
        PRUNED,
        FAILED
    }

    public SweepCandidate {
        Objects.requireNonNull(status);
        Objects.requireNonNull(rank);
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(host);
        values = List.copyOf(values);
        places = List.copyOf(places);
        curve = List.copyOf(curve);
    }
}
