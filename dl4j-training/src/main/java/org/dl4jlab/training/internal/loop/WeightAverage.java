package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import java.util.function.Supplier;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.AveragingSettings.Averaging;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A slow average of a network's parameters, kept beside them; see {@link AveragingSettings} for its kinds. BatchNorm's
 * running statistics are parameters in DL4J and are averaged as well; where DL4J keeps the logarithm of the deviation, the
 * average is the geometric mean of the deviations.
 */
final class WeightAverage {

    private final AveragingSettings settings;
    private final INDArray parameters;
    private final int totalSteps;
    private final INDArray average;

    private WeightAverage(AveragingSettings settings, INDArray parameters, int totalSteps, INDArray average) {
        this.settings = settings;
        this.parameters = parameters;
        this.totalSteps = totalSteps;
        this.average = average;
    }

    /**
     * Begins an average at the parameters as they are.
     *
     * @param parameters of the network, which are written to
     * @param totalSteps of the whole training
     */
    static WeightAverage of(AveragingSettings settings, INDArray parameters, int totalSteps) {
        return new WeightAverage(
                settings, parameters, totalSteps, settings.averaging() == Averaging.NONE ? null : parameters.dup());
    }

    /** @param step number of the step that was just taken, from 1 */
    void afterStep(int step) {
        if (average == null || step % settings.averagingEvery() != 0) {
            return;
        }
        double keep = keep(step);
        average.muli(keep).addi(parameters.mul(1 - keep));
        if (settings.averaging() == Averaging.LOOKAHEAD) {
            parameters.assign(average);
        }
    }

    /** Share of the old average that an update keeps. */
    private double keep(int step) {
        if (settings.averaging() == Averaging.LOOKAHEAD) {
            return settings.averagingDecay() * Math.pow((double) step / totalSteps, 3);
        }
        // Early on the average would otherwise remember the random start for too long.
        int updates = step / settings.averagingEvery();
        return Math.min(settings.averagingDecay(), (1.0 + updates) / (10.0 + updates));
    }

    /** Does something while the parameters are those that are to be tested. */
    <T> T testing(Supplier<T> action) {
        if (settings.averaging() != Averaging.EMA) {
            return action.get();
        }
        INDArray trained = parameters.dup();
        parameters.assign(average);
        try {
            return action.get();
        } finally {
            parameters.assign(trained);
        }
    }

    /** Training has ended: the average takes the place of the parameters. */
    void finish() {
        if (average != null) {
            parameters.assign(average);
        }
    }

    /** The average itself, to be stored with a checkpoint; empty if there is none. */
    Optional<INDArray> values() {
        return Optional.ofNullable(average);
    }
}
