package org.dl4jlab.training.internal.loop;

import org.dl4jlab.engine.updater.Momentum;
import org.dl4jlab.models.schedule.CosineSchedule;
import org.dl4jlab.models.schedule.ExponentialSchedule;
import org.dl4jlab.models.schedule.OneCycleSchedule;
import org.dl4jlab.models.schedule.StepDecaySchedule;
import org.dl4jlab.models.schedule.WarmUpSchedule;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.ScheduleSettings;
import org.dl4jlab.training.TrainingSettings;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

/** Turns settings into DL4J's optimisers and schedules. */
public final class Updaters {

    private Updaters() {}

    /**
     * The optimiser with its learning rate for every iteration of the training.
     *
     * @param stepsPerEpoch batches in an epoch, at least 1
     * @throws org.dl4jlab.training.InvalidInputException if settings do not go together
     */
    public static IUpdater of(TrainingSettings settings, int stepsPerEpoch) {
        settings.requireConsistent();
        OptimizerSettings chosen = settings.optimization();
        IUpdater updater = switch (chosen.optimizer()) {
            case SGD -> new Momentum(chosen.learningRate(), chosen.momentum());
            case NESTEROV -> new Nesterovs(chosen.learningRate(), chosen.momentum());
            case ADAM, ADAMW ->
                new Adam(
                        chosen.learningRate(),
                        chosen.momentum(),
                        Adam.DEFAULT_ADAM_BETA2_VAR_DECAY,
                        Adam.DEFAULT_ADAM_EPSILON);
        };
        ISchedule schedule = schedule(settings, stepsPerEpoch);
        if (!(schedule instanceof FixedSchedule)) {
            updater.setLrAndSchedule(Double.NaN, schedule);
        }
        return updater;
    }

    /**
     * The learning rate by iteration.
     *
     * @param stepsPerEpoch batches in an epoch, at least 1
     */
    public static ISchedule schedule(TrainingSettings settings, int stepsPerEpoch) {
        ScheduleSettings rate = settings.rate();
        double highest = settings.learningRate();
        int steps = Math.toIntExact(Math.multiplyExact((long) settings.epochs(), stepsPerEpoch));
        ISchedule shape = switch (rate.schedule()) {
            // A plateau lowers the rate of the network as it trains: see Plateau.
            case CONSTANT, PLATEAU -> new FixedSchedule(highest);
            case STEP ->
                new StepDecaySchedule(highest, rate.decayFactor(), iterations(rate.decayEpochs(), stepsPerEpoch));
            case COSINE -> new CosineSchedule(highest, rate.endShare() * highest, steps);
            case EXPONENTIAL -> new ExponentialSchedule(rate.startShare() * highest, highest, steps);
            case ONE_CYCLE ->
                new OneCycleSchedule(
                        rate.startShare() * highest,
                        highest,
                        rate.endShare() * highest,
                        (int) Math.round(rate.peak() * steps),
                        steps);
        };
        boolean warmsUp = rate.warmupEpochs() > 0 && rate.schedule() != ScheduleSettings.Schedule.ONE_CYCLE;
        return warmsUp ? new WarmUpSchedule(shape, iterations(rate.warmupEpochs(), stepsPerEpoch)) : shape;
    }

    private static int iterations(double epochs, int stepsPerEpoch) {
        return Math.max(1, (int) Math.min(Integer.MAX_VALUE, Math.round(epochs * stepsPerEpoch)));
    }
}
