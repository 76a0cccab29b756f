package org.dl4jlab.experiments.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.experiments.evaluation.Evaluation;
import org.dl4jlab.experiments.network.TrainableNetwork;
import org.dl4jlab.experiments.progress.Progress;
import org.dl4jlab.experiments.run.MetricsTable;
import org.nd4j.linalg.dataset.DataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Trains a network for some epochs. A step costs the network's step, the fetching of a prepared batch and a few
 * assignments: lines are made only when one is due.
 */
public final class Trainer {

    private static final Logger log = LoggerFactory.getLogger(Trainer.class);

    private final TrainingSettings settings;
    private final Progress progress;
    private final BooleanSupplier stopRequested;
    private final Level stepLevel;
    private final TrainingObserver observer;

    /**
     * @param settings epochs and how often to print
     * @param progress shows images done
     * @param stopRequested asked before every step; once true, training ends early in good order
     * @param verbose whether the lines of single steps are shown to the user or only kept in the log file
     */
    public Trainer(TrainingSettings settings, Progress progress, BooleanSupplier stopRequested, boolean verbose) {
        this(settings, progress, stopRequested, verbose, TrainingObserver.NONE);
    }

    /** @param observer told of every step and epoch */
    public Trainer(
            TrainingSettings settings,
            Progress progress,
            BooleanSupplier stopRequested,
            boolean verbose,
            TrainingObserver observer) {
        this.settings = settings;
        this.progress = progress;
        this.stopRequested = stopRequested;
        this.stepLevel = verbose ? Level.INFO : Level.DEBUG;
        this.observer = observer;
    }

    /**
     * Trains from the start of epoch 0.
     *
     * @param network changed in place
     * @param batches of the training images; every epoch is visited from its start
     * @param validation evaluates the network on held-out images after each epoch; empty if there are none
     * @throws TrainingException if the loss is no longer a finite number
     */
    public TrainingResult train(
            TrainableNetwork network, ImageBatches batches, Supplier<Optional<Evaluation>> validation) {
        long imagesPerEpoch = batches.plan().view().size();
        WeightAverage average =
                WeightAverage.of(settings.averaging(), network.model().params(), settings.epochs() * batches.batches());
        LossRecorder losses = new LossRecorder();
        List<MetricsTable.Row> rows = new ArrayList<>();
        long images = 0;
        double seconds = 0;
        boolean stopped = false;
        try (Progress.Task task = progress.begin("Training", settings.epochs() * imagesPerEpoch, "images")) {
            for (int epoch = 0; epoch < settings.epochs() && !stopped; epoch++) {
                long start = System.nanoTime();
                long done = trainEpoch(network, average, batches, epoch, losses, task);
                double epochSeconds = (System.nanoTime() - start) / 1e9;
                images += done;
                seconds += epochSeconds;
                stopped = done < imagesPerEpoch;
                if (done > 0) {
                    double rate = network.learningRate();
                    Optional<Evaluation> held = Optional.empty();
                    if (!stopped) {
                        network.endEpoch();
                        held = average.testing(validation);
                    }
                    rows.add(new MetricsTable.Row(
                            epoch + 1,
                            losses.steps(),
                            rate,
                            losses.epochMean(),
                            held.map(Evaluation::averageLoss).orElse(null),
                            held.map(Evaluation::accuracy).orElse(null),
                            done / epochSeconds,
                            seconds));
                    logEpoch(rows.get(rows.size() - 1), stopped);
                    observer.epoch(new MetricsTable(rows));
                }
            }
        }
        if (!stopped) {
            average.finish();
        }
        return new TrainingResult(new MetricsTable(rows), losses.series(), images, seconds, stopped);
    }

    /** Returns the images trained on: fewer than the epoch has if a stop was requested. */
    private long trainEpoch(
            TrainableNetwork network,
            WeightAverage average,
            ImageBatches batches,
            int epoch,
            LossRecorder losses,
            Progress.Task task) {
        long imagesPerEpoch = batches.plan().view().size();
        long done = 0;
        batches.epoch(epoch);
        losses.startEpoch();
        for (int step = 0; batches.hasNext() && !stopRequested.getAsBoolean(); step++) {
            DataSet batch = batches.next();
            network.fit(batch);
            double loss = network.loss();
            losses.add(loss);
            if (step % settings.logEvery() == 0) {
                logStep(epoch, done, imagesPerEpoch, loss);
            }
            if (!Double.isFinite(loss)) {
                throw diverged(losses.steps(), loss);
            }
            average.afterStep(losses.steps());
            done += batch.numExamples();
            task.advanceTo(epoch * imagesPerEpoch + done);
            observer.step(losses.steps(), epoch * imagesPerEpoch + done, loss);
        }
        return done;
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

    private void logEpoch(MetricsTable.Row row, boolean stopped) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "Epoch %d/%d%s: mean training loss %.4f",
                row.epoch(),
                settings.epochs(),
                stopped ? " (stopped)" : "",
                row.trainLoss()));
        if (row.validationLoss() != null) {
            line.append(String.format(
                    Locale.ROOT,
                    ", validation loss %.4f, validation accuracy %.2f%%",
                    row.validationLoss(),
                    100 * row.validationAccuracy()));
        }
        line.append(
                String.format(Locale.ROOT, ", %,.0f images/s, %.2f s in all", row.imagesPerSecond(), row.seconds()));
        log.info(line.toString());
    }

    private TrainingException diverged(int step, double loss) {
        return new TrainingException("Training failed at step " + step + ": the loss is " + loss
                + ". The learning rate is probably too high (learningRate=" + settings.learningRate()
                + "); try a tenth of it with --set learningRate=" + settings.learningRate() / 10 + ".");
    }
}
