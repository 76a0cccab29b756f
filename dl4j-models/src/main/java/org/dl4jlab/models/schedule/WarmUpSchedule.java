package org.dl4jlab.models.schedule;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Lets the learning rate of another schedule grow from near 0 over the first iterations:
 * {@code (i + 1) / (steps + 1)} of it at iteration {@code i}, all of it from iteration {@code steps} on. Large batches
 * need this, because the first gradients of a random network say little.
 *
 * <p>Source: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", 2017, section 2.2.
 *
 * @param schedule the learning rate after warming up; it counts from iteration 0 as well
 * @param steps iterations of the warm-up, at least 1
 */
public record WarmUpSchedule(
        @JsonProperty("schedule") ISchedule schedule,
        @JsonProperty("steps") int steps) implements ISchedule {

    public WarmUpSchedule {
        Objects.requireNonNull(schedule, "schedule");
        RateChecks.requireSteps("steps", steps);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double rate = schedule.valueAt(iteration, epoch);
        return iteration < steps ? rate * (iteration + 1) / (steps + 1) : rate;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public WarmUpSchedule clone() {
        return this;
    }
}
