package org.dl4jlab.models.schedule;

import java.util.Objects;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A multiple of another optimiser's learning rate, for parameters that should learn faster or slower than the rest.
 *
 * @param updater whose rate is followed
 * @param factor at least 0
 */
public record ScaledRate(
        @JsonProperty("updater") IUpdater updater,
        @JsonProperty("factor") double factor) implements ISchedule {

    public ScaledRate {
        Objects.requireNonNull(updater, "updater");
        RateChecks.requireRate("factor", factor);
    }

    /** A copy of an optimiser whose learning rate is a multiple of the original's. */
    public static IUpdater scale(IUpdater updater, double factor) {
        IUpdater scaled = updater.clone();
        scaled.setLrAndSchedule(Double.NaN, new ScaledRate(updater.clone(), factor));
        return scaled;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return factor * updater.getLearningRate(iteration, epoch);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ScaledRate clone() {
        return this;
    }
}
