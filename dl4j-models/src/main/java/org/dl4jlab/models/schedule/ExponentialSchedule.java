package org.dl4jlab.models.schedule;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Goes from one learning rate to another by the same factor at every iteration:
 * {@code first * (last / first)^(i / steps)}, and {@code last} from iteration {@code steps} on. Rising, it serves the
 * learning-rate range test (Smith, "Cyclical Learning Rates for Training Neural Networks", 2017).
 *
 * @param first learning rate of iteration 0, above 0
 * @param last learning rate at the end, above 0
 * @param steps iterations until then, at least 1
 */
public record ExponentialSchedule(
        @JsonProperty("first") double first,
        @JsonProperty("last") double last,
        @JsonProperty("steps") int steps) implements ISchedule {

    public ExponentialSchedule {
        RateChecks.requireSteps("steps", steps);
        if (!(first > 0 && last > 0 && Double.isFinite(first) && Double.isFinite(last))) {
            throw new IllegalArgumentException(
                    "first and last must be positive numbers, but got " + first + " and " + last + ".");
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return first * Math.pow(last / first, Math.min(1, (double) iteration / steps));
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ExponentialSchedule clone() {
        return this;
    }
}
