package org.dl4jlab.engine.optimizer;

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
        List<Regularization> regularization) {
    ParameterRange {
        regularization = List.copyOf(regularization);
    }

    /** Part of this range, for dividing the work between threads. */
    ParameterRange slice(int offset, int count) {
        return new ParameterRange(
                start + offset, count, state + offset, stateStride, updater, rule, averaged, regularization);
    }

    /** Whether another range starts where this one ends and is updated in the same way. */
    boolean continuesWith(ParameterRange next) {
        return start + length == next.start
                && state + length == next.state
                && stateStride == next.stateStride
                && updater.equals(next.updater)
                && averaged == next.averaged
                && regularization.equals(next.regularization);
    }

    /** Both ranges as one. */
    ParameterRange joinedWith(ParameterRange next) {
        return new ParameterRange(
                start, length + next.length, state, stateStride, updater, rule, averaged, regularization);
    }
}
