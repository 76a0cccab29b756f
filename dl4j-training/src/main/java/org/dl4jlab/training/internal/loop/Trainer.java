package org.dl4jlab.training.internal.loop;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunRecord;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Trains a network for some epochs. A step costs the network's step, the fetching of a prepared batch and a few
 * assignments: lines are made only when one is due.
 */
public final class Trainer {

    private static final Logger log = RunLog.logger(Trainer.class);

    private final TrainingSettings settings;
    private final RunListener progress;
    private final BooleanSupplier stopRequested;
    private final Level stepLevel;
    private final TrainingObserver observer;

    /**
     * @param settings epochs and how often to print
     * @param progress shows images done
     * @param stopRequested asked before every step; once true, training ends early in good order
     * @param verbose whether the lines of single steps are shown to the user, if there is one epoch, or only kept in the log
     *     file
     */
    public Trainer(TrainingSettings settings, RunListener progress, BooleanSupplier stopRequested, boolean verbose) {
        this(settings, progress, stopRequested, verbose, TrainingObserver.NONE);
    }

    /** @param observer told of every step and epoch */
    public Trainer(
            TrainingSettings settings,
            RunListener progress,
            BooleanSupplier stopRequested,
            boolean verbose,
            TrainingObserver observer) {
        this.settings = settings;
        this.progress = progress;
        this.stopRequested = stopRequested;
        // With several epochs the table of epochs tells enough; the log file has the steps in any case.
        this.stepLevel = verbose && settings.epochs() == 1 ? Level.INFO : Level.DEBUG;
        this.observer = observer;
    }

    /** As {@link #train(TrainableNetwork, ImageBatches, EpochEvaluation, Checkpoints)}, from the start, without tests. */
    public TrainingResult train(TrainableNetwork network, ImageBatches batches) {
        return train(network, batches, EpochEvaluation.NONE, Checkpoints.NONE);
    }

    /**
     * Trains from the start or from a checkpoint to the last epoch, or until it is stopped; then it leaves a checkpoint.
     * A training that goes on from a checkpoint ends with the same weights, bit for bit, as one that was never stopped.
     *
     * @param network changed in place; holds the weights to keep in the end
     * @param batches of the training images
     * @param tests made after each epoch
     * @param checkpoints where to begin, and where to leave more of them
     * @throws TrainingException if the loss or a weight is no longer a finite number
     * @throws IllegalArgumentException if the checkpoint does not fit the network
     */
    public TrainingResult train(
            TrainableNetwork network, ImageBatches batches, EpochEvaluation tests, Checkpoints checkpoints) {
        return train(network, new LocalSteps(network, settings.gradients(), batches), tests, checkpoints);
    }

    /**
     * As {@link #train(TrainableNetwork, ImageBatches, EpochEvaluation, Checkpoints)}, with steps that are taken wherever.
     *
     * @param steps of the network
     */
    public TrainingResult train(
            TrainableNetwork network, StepSource steps, EpochEvaluation tests, Checkpoints checkpoints) {
        TrainingState state = new TrainingState(
                network, settings, settings.epochs() * settings.gradients().steps(steps.batches()));
        checkpoints.start().ifPresent(state::resume);
        Position start = checkpoints.start().map(Checkpoint::position).orElse(new Position(0, 0));
        long imagesPerEpoch = steps.images();
        boolean stopped = false;
        boolean exhausted = !state.rows.isEmpty() && state.best.exhausted(start.epoch());
        log.info("{}", EpochTable.header());
        try (RunListener.Task task = progress.begin("Training", settings.epochs() * imagesPerEpoch, "images")) {
            for (int epoch = start.epoch(); epoch < settings.epochs() && !stopped && !exhausted; epoch++) {
                steps.seek(epoch == start.epoch() ? start : new Position(epoch, 0));
                stopped = !trainEpoch(state, steps, tests, checkpoints, task);
                exhausted = !stopped && state.best.exhausted(epoch + 1);
                if (!stopped && isDue(epoch + 1, exhausted)) {
                    save(state, checkpoints, new Position(epoch + 1, 0));
                }
            }
        }
        if (exhausted) {
            log.info("Validation accuracy did not rise for {} epochs: training ends.", settings.patience());
        }
        requireFinite(state); // an earlier epoch's weights may take the place of these
        // A stopped training has left its checkpoint, so what the network holds from here on is for whoever asks it.
        RunRecord.Weights weights = state.finish();
        if (!stopped) {
            state.best
                    .kept()
                    .ifPresent(best -> log.info(String.format(
                            Locale.ROOT,
                            "Kept the weights of epoch %d, with the highest validation accuracy, %.2f%%",
                            best.epoch(),
                            100 * best.accuracy())));
        }
        if (!weights.equals(RunRecord.Weights.LAST)) {
            requireFinite(state);
        }
        return new TrainingResult(
                new MetricsTable(state.rows), state.losses.series(), state.images, state.seconds, stopped, weights);
    }

    /** Trains what is left of the epoch that the steps stand in; returns whether it came to its end. */
    private boolean trainEpoch(
            TrainingState state,
            StepSource steps,
            EpochEvaluation tests,
            Checkpoints checkpoints,
            RunListener.Task task) {
        int epoch = steps.position().epoch();
        long start = System.nanoTime();
        long done = takeSteps(state, steps, task);
        double seconds = (System.nanoTime() - start) / 1e9;
        state.images += done;
        state.seconds += seconds;
        double speed = seconds > 0 ? done / seconds : 0;
        double rate = state.network.learningRate(state.losses.steps() - 1, epoch);
        boolean whole = !steps.hasNext();
        if (whole) {
            Position end = steps.position();
            state.network.endEpoch();
            try {
                test(state, tests, epoch, rate, speed);
            } catch (CancellationException e) {
                log.debug("A test after epoch {} was stopped", epoch + 1);
                save(state, checkpoints, end);
                return false;
            }
        } else {
            save(state, checkpoints, steps.position());
            if (done > 0) {
                add(state, row(state, epoch, rate, Optional.empty(), Optional.empty(), speed));
            }
        }
        return whole;
    }

    private void test(TrainingState state, EpochEvaluation tests, int epoch, double rate, double speed) {
        MetricsTable.Row row = state.average.testing(() -> {
            Optional<Evaluation> training = tests.training();
            Optional<Evaluation> held = tests.validation();
            held.ifPresent(evaluation ->
                    state.best.validated(epoch + 1, evaluation.accuracy(), TrainingState.parameters(state.network)));
            return row(state, epoch, rate, training, held, speed);
        });
        add(state, row);
        if (state.followPlateau()) {
            log.info(
                    "Validation loss did not fall for {} epochs: the learning rate is multiplied by {}.",
                    settings.rate().plateauEpochs(),
                    settings.rate().decayFactor());
        }
    }

    private static MetricsTable.Row row(
            TrainingState state,
            int epoch,
            double rate,
            Optional<Evaluation> training,
            Optional<Evaluation> held,
            double speed) {
        return new MetricsTable.Row(
                epoch + 1,
                state.losses.steps(),
                rate,
                state.losses.epochMean(),
                held.map(Evaluation::averageLoss).orElse(null),
                held.map(Evaluation::accuracy).orElse(null),
                speed,
                state.seconds,
                training.map(Evaluation::accuracy).orElse(null),
                state.regularized ? state.network.penalty() : null);
    }

    private void add(TrainingState state, MetricsTable.Row row) {
        state.rows.add(row);
        log.info("{}", EpochTable.row(row, settings.epochs()));
        observer.epoch(new MetricsTable(state.rows));
    }

    /** Returns the images trained on. */
    private long takeSteps(TrainingState state, StepSource steps, RunListener.Task task) {
        long imagesPerEpoch = steps.images();
        int epoch = steps.position().epoch();
        int firstBatch = steps.position().batch();
        long before = steps.images(firstBatch);
        long earlier = epoch * imagesPerEpoch;
        long done = before;
        if (firstBatch == 0) {
            state.losses.startEpoch();
        }
        int step = settings.gradients().steps(firstBatch);
        while (steps.hasNext() && !stopRequested.getAsBoolean()) {
            for (StepSource.Step taken : steps.take(state.losses.steps(), state.reductions())) {
                double loss = taken.loss();
                state.losses.add(loss);
                if (step % settings.logEvery() == 0) {
                    logStep(epoch, done, imagesPerEpoch, loss);
                }
                if (!Double.isFinite(loss)) {
                    throw diverged(state.losses.steps(), "the loss is " + loss);
                }
                state.average.afterStep(state.losses.steps());
                done += taken.images();
                task.advanceTo(earlier + done);
                observer.step(state.losses.steps(), earlier + done, loss);
                step++;
            }
        }
        return done - before;
    }

    private boolean isDue(int epochsDone, boolean last) {
        int every = settings.checkpointEvery();
        return every > 0 && (epochsDone % every == 0 || epochsDone == settings.epochs() || last);
    }

    private void save(TrainingState state, Checkpoints checkpoints, Position position) {
        if (checkpoints.store().isEmpty() || state.losses.steps() == 0) {
            return;
        }
        Checkpoint checkpoint = state.checkpoint(position);
        requireFinite(checkpoint.step(), checkpoint.parameters());
        log.debug("Checkpoint {}", checkpoints.store().get().apply(checkpoint));
    }

    private void requireFinite(TrainingState state) {
        requireFinite(state.losses.steps(), ParameterArrays.copy(TrainingState.parameters(state.network)));
    }

    /** The loss of the last step may be finite although its update was not. */
    private void requireFinite(int step, float[] parameters) {
        if (!ParameterArrays.allFinite(parameters)) {
            throw diverged(step, "a weight is no longer a finite number");
        }
    }

    private void logStep(int epoch, long done, long total, double loss) {
        log.atLevel(stepLevel)
                .log(String.format(
                        Locale.ROOT,
                        "Train%s: [%d/%d (%.0f%%)]  Loss: %.6f",
                        settings.epochs() == 1 ? "" : " epoch " + (epoch + 1),
                        done,
                        total,
                        100.0 * done / total,
                        loss));
    }

    private TrainingException diverged(int step, String what) {
        return new TrainingException("Training failed at step " + step + ": " + what
                + ". The learning rate is probably too high (learningRate=" + settings.learningRate()
                + "); try a tenth of it, learningRate=" + settings.learningRate() / 10 + ".");
    }
}
