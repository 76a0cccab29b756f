package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How the learning rate changes from step to step. Shares are of {@link OptimizerSettings#learningRate()}, its highest
 * value.
 *
 * @param schedule the shape
 * @param warmupEpochs over which the rate grows from near 0; one-cycle has a rise of its own and none of this
 * @param startShare where one-cycle and exponential begin
 * @param endShare where cosine and one-cycle end
 * @param peak share of all steps after which one-cycle has its highest rate
 * @param decayEpochs of the step schedule: epochs between two reductions
 * @param decayFactor of the step and plateau schedules: what the rate is multiplied by
 * @param plateauEpochs of the plateau schedule: epochs without a lower validation loss before a reduction
 */
public record ScheduleSettings(
        @Setting(value = "shape of the learning rate over time", onResume = true)
        Schedule schedule,

        @Setting(value = "epochs of linear warm-up", min = 0, max = 1000, onResume = true)
        double warmupEpochs,

        @Setting(
                value = "one-cycle, exponential: share of the learning rate at the start",
                min = 0,
                max = 1,
                onResume = true)
        double startShare,

        @Setting(value = "cosine, one-cycle: share of the learning rate at the end", min = 0, max = 1, onResume = true)
        double endShare,

        @Setting(value = "one-cycle: share of the steps before the peak", min = 0, max = 1, onResume = true)
        double peak,

        @Setting(value = "step: epochs between two reductions", min = 0.01, max = 100_000, onResume = true)
        double decayEpochs,

        @Setting(value = "step, plateau: factor of a reduction", min = 1e-6, max = 1, onResume = true)
        double decayFactor,

        @Setting(
                value = "plateau: epochs without a lower validation loss before a reduction",
                min = 1,
                max = 100_000,
                onResume = true)
        int plateauEpochs) {

    /** The shapes to choose from. */
    public enum Schedule {
        CONSTANT,
        STEP,
        COSINE,
        ONE_CYCLE,
        /** Constant, and reduced whenever the validation loss has not fallen for some epochs. */
        PLATEAU,
        /** Rises by the same factor at every step, from the start share; for a learning-rate range test. */
        EXPONENTIAL
    }

    /** @throws InvalidInputException if a value lies outside of its range */
    public ScheduleSettings {
        Settings.check(
                ScheduleSettings.class,
                schedule,
                warmupEpochs,
                startShare,
                endShare,
                peak,
                decayEpochs,
                decayFactor,
                plateauEpochs);
    }

    void requireConsistent() {
        if (schedule == Schedule.PLATEAU && warmupEpochs > 0) {
            throw new InvalidInputException("schedule=plateau has no warm-up, but warmupEpochs is " + warmupEpochs
                    + "; set warmupEpochs=0 or another schedule.");
        }
        if (schedule == Schedule.EXPONENTIAL && startShare == 0) {
            throw new InvalidInputException(
                    "Setting 'startShare' must be above 0 for an exponential schedule, which could never leave 0.");
        }
    }

    private static final ScheduleSettings CONSTANT =
            new ScheduleSettings(Schedule.CONSTANT, 0, 0.2, 0, 0.25, 10, 0.1, 3);

    /** The same rate at every step. */
    public static ScheduleSettings constant() {
        return CONSTANT;
    }

    /** Half a cosine down to 0 after a warm-up. */
    public static ScheduleSettings cosine(double warmupEpochs) {
        return new ScheduleSettings(Schedule.COSINE, warmupEpochs, 0.2, 0, 0.25, 10, 0.1, 3);
    }

    /** Up to the learning rate in a straight line, and down in another. */
    public static ScheduleSettings oneCycle(double startShare, double peak, double endShare) {
        return new ScheduleSettings(Schedule.ONE_CYCLE, 0, startShare, endShare, peak, 10, 0.1, 3);
    }

    public ScheduleSettings withSchedule(Schedule value) {
        return new ScheduleSettings(
                value, warmupEpochs, startShare, endShare, peak, decayEpochs, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withWarmupEpochs(double value) {
        return new ScheduleSettings(
                schedule, value, startShare, endShare, peak, decayEpochs, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withStartShare(double value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, value, endShare, peak, decayEpochs, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withEndShare(double value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, startShare, value, peak, decayEpochs, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withPeak(double value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, startShare, endShare, value, decayEpochs, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withDecayEpochs(double value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, startShare, endShare, peak, value, decayFactor, plateauEpochs);
    }

    public ScheduleSettings withDecayFactor(double value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, startShare, endShare, peak, decayEpochs, value, plateauEpochs);
    }

    public ScheduleSettings withPlateauEpochs(int value) {
        return new ScheduleSettings(
                schedule, warmupEpochs, startShare, endShare, peak, decayEpochs, decayFactor, value);
    }
}
