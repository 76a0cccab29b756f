package org.dl4jlab.training.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.loop.StepSource;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.StepPlace;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;

/**
 * Trains one network on several machines by parameter averaging (McDonald, Hall and Mann, 2010): every machine has a copy of the
 * network and its part of the training images, takes some steps, and goes on from the mean of all copies, with the mean of what
 * their optimisers remember. What comes out is an ordinary run of this process: its folder, checkpoints, validation and test are
 * those of a {@link Lab}. A batch is what one machine takes in one step, so {@code n} machines take {@code n} times as many
 * images in a step and, for equal epochs, an {@code n}-th of the steps.
 *
 * <p>The same seed and number of machines give the same numbers. One machine that averages after any number of steps gives
 * those of a {@link Lab}, bit for bit.
 */
public final class ParallelTraining {

    private static final Logger log = RunLog.logger(ParallelTraining.class);

    private final ExperimentRunner runner;

    private ParallelTraining(Path runs, LabOptions options, StepPlace place) {
        this.runner = new ExperimentRunner(runs, options, place);
    }

    /**
     * @param runs folder in which each run makes its own; made when it is first needed
     * @param machines that train
     * @param averagingFrequency steps that each machine takes between two averagings, at least 1; there is one at the end of
     *     each epoch in any case
     * @throws InvalidInputException if it is below 1
     */
    public static ParallelTraining in(Path runs, LabOptions options, Machines machines, int averagingFrequency) {
        if (averagingFrequency < 1) {
            throw new InvalidInputException(
                    "The averaging frequency must be at least 1 step, but got " + averagingFrequency + ".");
        }
        return new ParallelTraining(runs, options, new Place(machines, averagingFrequency));
    }

    /**
     * Trains and tests an experiment, as {@link Lab#train(Experiment, TrainingSettings, Seed)}.
     *
     * @throws InvalidInputException also if a setting cannot be kept on several machines; nothing is left behind then
     */
    public Run train(Experiment experiment, TrainingSettings settings, Seed seed) throws IOException {
        return runner.run(experiment, settings, seed.value());
    }

    /**
     * Goes on with a run that was stopped or failed, as {@link Lab#resume(Experiment, Run)}.
     *
     * @throws InvalidInputException also if it was trained on another number of machines
     */
    public Run resume(Experiment experiment, Run run) throws IOException {
        return resume(experiment, run, UnaryOperator.identity());
    }

    /** As {@link Lab#resume(Experiment, Run, UnaryOperator)}. See {@link #resume(Experiment, Run)}. */
    public Run resume(Experiment experiment, Run run, UnaryOperator<TrainingSettings> change) throws IOException {
        return runner.resume(experiment, new RunFolder(run.path()), change);
    }

    /** Several machines, for the loop. */
    private static final class Place implements StepPlace {

        private final Machines machines;
        private final int averagingFrequency;
        private RemoteSteps last;

        Place(Machines machines, int averagingFrequency) {
            this.machines = machines;
            this.averagingFrequency = averagingFrequency;
        }

        @Override
        public Optional<RunRecord.Parallel> record() {
            return Optional.of(new RunRecord.Parallel(machines.count(), averagingFrequency));
        }

        @Override
        public void requireSupported(TrainingSettings settings) {
            AveragingSettings.Averaging averaging = settings.averaging().averaging();
            if (averagingFrequency > 1 && averaging != AveragingSettings.Averaging.NONE) {
                throw new InvalidInputException("averaging=" + Settings.word(averaging)
                        + " looks at the weights after every step, but the machines meet after every "
                        + averagingFrequency + " only; use an averaging frequency of 1, or averaging=none.");
            }
        }

        @Override
        public StepSource open(Job job) {
            int images = job.data().train().size();
            if (images < machines.count()) {
                throw new InvalidInputException(
                        images + " training images cannot be divided among " + machines.count() + " machines.");
            }
            last = new RemoteSteps(job, machines, averagingFrequency);
            log.info(
                    "{} machines with {} images each, at most; averaged after every {} of the {} steps of an epoch,"
                            + " and at its end",
                    machines.count(),
                    (images + machines.count() - 1) / machines.count(),
                    averagingFrequency,
                    job.settings().gradients().steps(last.batches()));
            return last;
        }

        @Override
        public boolean ranOnEngine(TrainableNetwork network) {
            return last != null && last.ranOnEngine();
        }
    }
}
