package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Progress;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.evaluation.AveragedViews;
import org.dl4jlab.training.internal.evaluation.Evaluation;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.loop.Checkpoints;
import org.dl4jlab.training.internal.loop.EpochTests;
import org.dl4jlab.training.internal.loop.Trainer;
import org.dl4jlab.training.internal.loop.TrainingResult;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.AtomicFiles;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLog;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.run.RunStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run on its way from data to record. */
final class ExperimentRun {

    private static final Logger log = LoggerFactory.getLogger(ExperimentRun.class);

    private final Experiment experiment;
    private final TrainingSettings settings;
    private final RunFolder folder;
    private final ExperimentRunner.DataLoader loader;
    private final ExperimentRunner.Options options;
    private final Progress progress;
    private final StopSignal stop;
    private final RunWatcher watcher;
    private final RunListener listener;
    private final RunSeeds seeds;
    private final Optional<Checkpoint> start;
    private final CheckpointFolder checkpoints;
    private RunRecord record;

    ExperimentRun(
            Experiment experiment,
            TrainingSettings settings,
            RunFolder folder,
            RunRecord record,
            ExperimentRunner.DataLoader loader,
            ExperimentRunner.Options options,
            Progress progress,
            StopSignal stop,
            RunWatcher watcher,
            RunListener listener,
            Optional<Checkpoint> start) {
        this.experiment = experiment;
        this.settings = settings;
        this.folder = folder;
        this.record = record;
        this.loader = loader;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.watcher = watcher;
        this.listener = listener;
        this.start = start;
        this.checkpoints = new CheckpointFolder(folder.checkpoints());
        this.seeds = new RunSeeds(record.seed());
    }

    RunOutcome execute() {
        folder.write(record);
        try {
            return trainAndTest();
        } catch (CancellationException e) {
            return interrupted("before its result");
        } catch (RuntimeException e) {
            if (stop.requested()) {
                log.error(RunLog.FILE_ONLY, "Stopped", e);
                return interrupted("before its result");
            }
            String message = e.getMessage() == null ? e.toString() : e.getMessage();
            throw failed(e, e instanceof TrainingException ? message + lastCheckpoint() : message);
        } catch (LinkageError | OutOfMemoryError e) {
            throw failed(e, e.toString());
        }
    }

    private RunOutcome trainAndTest() {
        Stopwatch watch = new Stopwatch();
        LoadedData loaded = load();
        double loadSeconds = watch.lap();

        PreparedData data = PreparedData.of(experiment, settings, loaded, seeds);
        NetworkBuilder.Built built = NetworkBuilder.build(experiment, settings, data, seeds, options.engine());
        try (TrainableNetwork network = built.network()) {
            checkSameData(data.record(seeds));
            record = record.with(data.record(seeds)).with(built.record());
            folder.write(record);
            announce(data);
            double buildSeconds = watch.lap();

            TrainingResult training = train(network, data);
            keep(network, training);
            if (training.stopped()) {
                record = record.with(timings(loadSeconds, buildSeconds, training, 0));
                return interrupted("after " + training.losses().size() + " training steps");
            }

            watch.lap();
            Evaluation test = evaluate("Testing", network, data, data.test());
            double testSeconds = watch.lap();
            announce(test);
            announceBand(test);
            folder.write(test);
            record = record.with(timings(loadSeconds, buildSeconds, training, testSeconds))
                    .with(built.record().onEngine(NetworkBuilder.ranOnEngine(network)))
                    .with(new RunRecord.Result(test.accuracy(), test.averageLoss(), test.correct(), test.count()));
            tellTested(data, training, test);
        }
        end(RunStatus.DONE, null);
        forgetCheckpoints();
        return new RunOutcome(folder, record);
    }

    /** A run that is done has its model; its checkpoints would only take room. */
    private void forgetCheckpoints() {
        try {
            checkpoints.clear();
        } catch (IOException e) {
            log.warn("The checkpoints could not be removed: {}", e.getMessage());
        }
    }

    private void keep(TrainableNetwork network, TrainingResult training) {
        AtomicFiles.write(folder.modelFile(), network::save);
        folder.write(training.metrics());
        folder.write(training.losses());
    }

    private RunRecord.Timings timings(double load, double build, TrainingResult training, double test) {
        return new RunRecord.Timings(
                load,
                build,
                training.seconds(),
                test,
                Duration.between(record.started(), Instant.now()).toMillis() / 1e3,
                training.imagesPerSecond());
    }

    private void tellTested(PreparedData data, TrainingResult training, Evaluation test) {
        try {
            listener.tested(new TestedRun(
                    folder,
                    settings,
                    experiment.network().kind() == NetworkDefinition.Kind.GRAPH,
                    training,
                    test,
                    data.train(),
                    data.loaded().test(),
                    data.normalization(),
                    data.permutation(),
                    () -> data.augmentedCopies(settings, seeds),
                    data::testBatch));
        } catch (IOException | RuntimeException e) {
            // The result stands without its pictures, whatever it was that could not be drawn.
            log.warn("The pictures could not be drawn: {}", e.getMessage(), e);
        }
    }

    private LoadedData load() {
        try {
            return stop.interruptible(() -> loader.load(experiment.dataSet()));
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            throw new CancellationException("loading was interrupted");
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot load " + experiment.dataSet().title() + ": " + e.getMessage(), e);
        }
    }

    private TrainingResult train(TrainableNetwork network, PreparedData data) {
        try (ImageBatches batches = data.trainBatches(settings, seeds, options.engine());
                RunWatcher.Watch watch = watcher.begin(folder, network.model());
                LiveRecord live =
                        new LiveRecord(folder, start.map(Checkpoint::images).orElse(0L))) {
            Trainer trainer = new Trainer(settings, progress, stop::requested, options.verbose(), live);
            return trainer.train(
                    network, batches, tests(network, data), new Checkpoints(Optional.of(checkpoints), start));
        }
    }

    private EpochTests tests(TrainableNetwork network, PreparedData data) {
        ImageView sample = data.trainSample(seeds);
        return new EpochTests() {
            @Override
            public Optional<Evaluation> validation() {
                return data.validation().size() == 0
                        ? Optional.empty()
                        : Optional.of(evaluate("Validating", network, data, data.validation()));
            }

            @Override
            public Optional<Evaluation> training() {
                return sample.size() == 0 ? Optional.empty() : Optional.of(evaluate("Checking", network, data, sample));
            }
        };
    }

    /** A run that goes on with other images would mix two experiments. */
    private void checkSameData(RunRecord.Data found) {
        if (record.data() != null && !record.data().equals(found)) {
            throw new IllegalStateException("the data set differs from the one that this run began with (see data in "
                    + folder.recordFile() + "); start a new run");
        }
    }

    private Evaluation evaluate(String task, TrainableNetwork network, PreparedData data, ImageView view) {
        try (ImageBatches batches = data.evaluationBatches(view, settings);
                Progress.Task shown = progress.begin(task, view.size(), "images")) {
            return Evaluator.evaluate(classifier(network, settings), batches, done -> {
                if (stop.requested()) {
                    throw new CancellationException(task + " was stopped");
                }
                shown.advanceTo(done);
            });
        }
    }

    /** How the settings want a network to be asked. */
    static Evaluator.Classifier classifier(TrainableNetwork network, TrainingSettings settings) {
        return switch (settings.testViews()) {
            case ONE -> network::probabilities;
            case MIRROR -> AveragedViews.mirror(network::probabilities);
            case MIRROR_SHIFT -> AveragedViews.mirrorAndShift(network::probabilities);
        };
    }

    private void announce(PreparedData data) {
        log.info(String.format(
                Locale.ROOT,
                "%s, seed %d: %s (%,d parameters) on %,d images of %s%s",
                experiment.name(),
                record.seed(),
                record.network().name(),
                record.network().parameters(),
                data.train().size(),
                record.data().title(),
                data.permutation().isPresent() ? " with permuted pixels" : ""));
        log.info("{}", RecipeText.of(settings));
    }

    private void announceBand(Evaluation test) {
        if (record.expected() != null) {
            log.info(String.format(
                    Locale.ROOT,
                    "%s the expected band of %.0f%% to %.0f%%",
                    record.expected().contains(test.accuracy()) ? "Within" : "OUTSIDE",
                    100 * record.expected().lowest(),
                    100 * record.expected().highest()));
        }
    }

    private static void announce(Evaluation test) {
        log.info(String.format(
                Locale.ROOT,
                "Test: average loss %.4f, accuracy %d/%d (%.2f%%)",
                test.averageLoss(),
                test.correct(),
                test.count(),
                100 * test.accuracy()));
    }

    private RunFailedException failed(Throwable cause, String message) {
        log.error(RunLog.FILE_ONLY, "The run failed", cause);
        end(RunStatus.FAILED, message);
        return new RunFailedException(folder.logFile(), message, cause);
    }

    private String lastCheckpoint() {
        return Files.isDirectory(checkpoints.path())
                ? " The last good checkpoint is kept in " + checkpoints.path() + "."
                : "";
    }

    private RunOutcome interrupted(String when) {
        end(RunStatus.INTERRUPTED, "stopped by the user " + when);
        return new RunOutcome(folder, record);
    }

    private void end(RunStatus status, String message) {
        record = record.end(status, message, Instant.now());
        folder.write(record);
        try {
            listener.ended(folder);
        } catch (IOException | RuntimeException e) {
            // The record stands without its report, and 'report <run>' can try again.
            log.warn("The report could not be written: {}", e.getMessage(), e);
        }
    }
}
