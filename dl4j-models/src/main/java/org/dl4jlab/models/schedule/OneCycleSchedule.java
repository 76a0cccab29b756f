package org.dl4jlab.models.schedule;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One triangle: rises in a straight line from {@code first} to {@code peak} and falls in a straight line to {@code last}.
 * The rise takes the place of a warm-up; the long fall lets a network settle, which makes this the usual choice where
 * epochs are few.
 *
 * <p>Source: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates",
 * 2018.
 *
 * @param first learning rate of iteration 0
 * @param peak the highest learning rate
 * @param last learning rate from iteration {@code steps} on
 * @param peakStep iteration that has the peak, from 0 to {@code steps}
 * @param steps iterations of the whole cycle, at least 1
 */
public record OneCycleSchedule(
        @JsonProperty("first") double first,
        @JsonProperty("peak") double peak,
        @JsonProperty("last") double last,
        @JsonProperty("peakStep") int peakStep,
        @JsonProperty("steps") int steps)
        implements ISchedule {

    public OneCycleSchedule {
        RateChecks.requireRate("first", first);
        RateChecks.requireRate("peak", peak);
        RateChecks.requireRate("last", last);
        RateChecks.requireSteps("steps", steps);
        if (peakStep < 0 || peakStep > steps) {
            throw new IllegalArgumentException(
                    "peakStep must be from 0 to " + steps + ", the number of steps, but got " + peakStep + ".");
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < peakStep) {
            return first + (peak - first) * iteration / peakStep;
        }
        if (iteration >= steps) {
            return last;
        }
        return peak + (last - peak) * (iteration - peakStep) / (steps - peakStep);
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public OneCycleSchedule clone() {
        return this;
    }
}
