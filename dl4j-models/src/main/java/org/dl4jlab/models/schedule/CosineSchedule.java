package org.dl4jlab.models.schedule;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Falls along half a cosine, slowly at first and at the end: {@code last + (first - last) (1 + cos(pi i / steps)) / 2} at
 * iteration {@code i}, and {@code last} from iteration {@code steps} on.
 *
 * <p>Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, without restarts.
 *
 * @param first learning rate of iteration 0
 * @param last learning rate at the end
 * @param steps iterations until then, at least 1
 */
public record CosineSchedule(
        @JsonProperty("first") double first,
        @JsonProperty("last") double last,
        @JsonProperty("steps") int steps) implements ISchedule {

    public CosineSchedule {
        RateChecks.requireRate("first", first);
        RateChecks.requireRate("last", last);
        RateChecks.requireSteps("steps", steps);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double progress = Math.min(1, (double) iteration / steps);
        return last + (first - last) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public CosineSchedule clone() {
        return this;
    }
}
