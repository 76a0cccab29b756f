package org.dl4jlab.engine.internal.optimizer;

import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Neighbouring parameters that are updated alike.
 *
 * @param start first parameter in the flat array
 * @param length number of parameters
 * @param state place of the first state value of the first parameter in the updater-state array
 * @param stateStride distance between two state values of one parameter
 * @param updater DL4J's configuration of the updater
 * @param rule turns gradients into updates
 * @param averaged whether the gradient is a sum over the batch that must be divided by its size
 * @param norm number of the {@link GradientNorm} that applies, or {@link #NO_NORM}
 * @param regularization terms that apply to these parameters
 */
record ParameterRange(
        int start,
        int length,
        int state,
        int stateStride,
        IUpdater updater,
        UpdateRule rule,
        boolean averaged,
        int norm,
        List<Regularization> regularization) {
    /** Gradients are neither normalised nor clipped. */
    static final int NO_NORM = -1;

    ParameterRange {
        regularization = List.copyOf(regularization);
    }

    /** Whether another range starts where this one ends and is updated in the same way. */
    boolean continuesWith(ParameterRange next) {
        return start + length == next.start
                && state + length == next.state
                && stateStride == next.stateStride
                && updater.equals(next.updater)
                && averaged == next.averaged
                && norm == next.norm
                && regularization.equals(next.regularization);
    }

    /** Both ranges as one. */
    ParameterRange joinedWith(ParameterRange next) {
        return new ParameterRange(
                start, length + next.length, state, stateStride, updater, rule, averaged, norm, regularization);
    }
}
