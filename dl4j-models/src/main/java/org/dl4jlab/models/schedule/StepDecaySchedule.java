package org.dl4jlab.models.schedule;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Multiplies the learning rate by a factor every so many iterations: {@code first * factor^floor(i / every)}.
 *
 * @param first learning rate of iteration 0
 * @param factor of each step, above 0 and at most 1
 * @param every iterations between two steps, at least 1
 */
public record StepDecaySchedule(
        @JsonProperty("first") double first,
        @JsonProperty("factor") double factor,
        @JsonProperty("every") int every) implements ISchedule {

    public StepDecaySchedule {
        RateChecks.requireRate("first", first);
        RateChecks.requireSteps("every", every);
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be above 0 and at most 1, but got " + factor + ".");
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return first * Math.pow(factor, iteration / every);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public StepDecaySchedule clone() {
        return this;
    }
}
