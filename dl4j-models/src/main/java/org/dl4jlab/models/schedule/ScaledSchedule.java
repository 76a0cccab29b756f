package org.dl4jlab.models.schedule;

import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Another schedule times a factor, and 0 from some iteration on: for parameters that learn faster than the others, or
 * only for a while.
 *
 * @param schedule that is scaled
 * @param factor at least 0
 * @param steps iterations after which the learning rate is 0; {@link Integer#MAX_VALUE} for never
 */
public record ScaledSchedule(
        @JsonProperty("schedule") ISchedule schedule,
        @JsonProperty("factor") double factor,
        @JsonProperty("steps") int steps)
        implements ISchedule {

    public ScaledSchedule {
        Objects.requireNonNull(schedule, "schedule");
        Rates.requireRate("factor", factor);
        Rates.requireSteps("steps", steps);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return iteration < steps ? factor * schedule.valueAt(iteration, epoch) : 0;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ScaledSchedule clone() {
        return this;
    }
}
