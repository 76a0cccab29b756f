package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingException;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.data.DataLoader;
import org.dl4jlab.training.internal.data.StoppableLoading;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.loop.Checkpoints;
import org.dl4jlab.training.internal.loop.StepSource;
import org.dl4jlab.training.internal.loop.Trainer;
import org.dl4jlab.training.internal.loop.TrainingResult;
import org.dl4jlab.training.internal.network.TrainableNetwork;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.slf4j.Logger;

/** One run on its way from data to record. */
final class ExperimentRun {

    private static final Logger log = RunLog.logger(ExperimentRun.class);

    private final Experiment experiment;
    private final TrainingSettings settings;
    private final RunFolder folder;
    private final DataLoader loader;
    private final LabOptions options;
    private final Listeners listener;
    private final StopSignal stop;
    private final RunSeeds seeds;
    private final RunEvaluator tests;
    private final StepPlace place;
    private final Optional<Checkpoint> start;
    private final CheckpointFolder checkpoints;
    private RunRecord record;
    private boolean networkWritten;

    ExperimentRun(
            Experiment experiment,
            TrainingSettings settings,
            RunFolder folder,
            RunRecord record,
            DataLoader loader,
            LabOptions options,
            Listeners listener,
            StepPlace place,
            Optional<Checkpoint> start) {
        this.experiment = experiment;
        this.settings = settings;
        this.folder = folder;
        this.record = record;
        this.loader = loader;
        this.options = options;
        this.listener = listener;
        this.stop = options.stop();
        this.place = place;
        this.start = start;
        this.checkpoints = new CheckpointFolder(folder.checkpoints());
        this.seeds = new RunSeeds(record.seed());
        this.tests = new RunEvaluator(settings, listener, stop);
    }

    RecordedRun execute() {
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
        } catch (Error e) {
            throw failed(e, e.toString());
        }
    }

    private RecordedRun trainAndTest() {
        Stopwatch watch = new Stopwatch();
        LoadedData loaded = StoppableLoading.of(experiment.data(), loader, stop);
        double loadSeconds = watch.lap();

        PreparedData data = PreparedData.of(experiment, settings, loaded, seeds, place.machines());
        NetworkBuilder.Built built = NetworkBuilder.build(experiment, settings, data, seeds, options.engine());
        try (TrainableNetwork network = built.network()) {
            checkSame(data.record(seeds), built.record());
            record = record.with(data.record(seeds)).with(built.record());
            folder.write(record);
            announce(data);
            double buildSeconds = watch.lap();

            TrainingResult training = train(network, data);
            record = record.with(training.weights());
            keep(network, training);
            if (training.stopped()) {
                record = record.with(timings(loadSeconds, buildSeconds, training, 0));
                return interrupted("after " + training.losses().size() + " training steps" + kept(record.weights()));
            }

            watch.lap();
            Evaluation test = tests.evaluate("Testing", network, data, data.test());
            double testSeconds = watch.lap();
            ResultMetrics metrics = measure(network, data, test);
            announce(test);
            MetricsText.lines(metrics).forEach(log::info);
            announceBand(test);
            folder.write(test);
            record = record.with(timings(loadSeconds, buildSeconds, training, testSeconds))
                    .with(built.record().onEngine(place.ranOnEngine(network)))
                    .with(new RunRecord.Result(
                            test.accuracy(), test.averageLoss(), test.correct(), test.count(), metrics));
            tellTested(data, test);
        }
        end(record.end(RunStatus.DONE, null, Instant.now()));
        forgetCheckpoints();
        return run();
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
        ModelFile.write(folder.modelFile(), network.model(), record);
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

    private void tellTested(PreparedData data, Evaluation test) {
        listener.tested(new EvaluatedRun(
                run(),
                test,
                data.train(),
                data.test().set(),
                data.normalization(),
                data.permutation(),
                () -> data.augmentedCopies(settings, seeds),
                data::testBatch));
    }

    private RecordedRun run() {
        return new RecordedRun(folder, record);
    }

    private TrainingResult train(TrainableNetwork network, PreparedData data) {
        listener.training(network.model());
        listener.started(run(), network.model());
        try (StepSource steps =
                        place.open(new StepPlace.Job(network, data, settings, seeds, options.engine(), folder));
                RunFolderWriter live = new RunFolderWriter(
                        folder, start.map(Checkpoint::images).orElse(0L), listener)) {
            Trainer trainer = new Trainer(settings, listener, stop::requested, options.stepLines(), live);
            return trainer.train(
                    network,
                    steps,
                    tests.afterEpochs(network, data, seeds),
                    new Checkpoints(Optional.of(checkpoint -> save(network, checkpoint)), start));
        } finally {
            // The engine has warned of it already; this is for the run's own log, which may not be told of warnings.
            Engine.fallbacks(network.model()).forEach(reason -> log.debug("The engine cannot run {}", reason));
            listener.trained(run());
        }
    }

    private Path save(TrainableNetwork network, Checkpoint checkpoint) {
        if (!networkWritten) {
            checkpoints.write(network.model());
            networkWritten = true;
        }
        return checkpoints.save(checkpoint);
    }

    /** A run that goes on with other images or another network would mix two experiments. */
    private void checkSame(RunRecord.Data data, RunRecord.Network network) {
        if (record.data() != null && !record.data().sameImages(data)) {
            throw new IllegalStateException("the data set differs from the one that this run began with (see data in "
                    + folder.recordFile() + "); start a new run");
        }
        if (record.network() != null && !record.network().layers().equals(network.layers())) {
            throw new IllegalStateException("the network differs from the one that this run began with (see network in "
                    + folder.recordFile() + "); start a new run");
        }
    }

    /** The temperature is fitted on held-out training images with the weights that are tested. */
    private ResultMetrics measure(TrainableNetwork network, PreparedData data, Evaluation test) {
        Optional<ScoredImages> held = data.validation().size() == 0
                ? Optional.empty()
                : Optional.of(ScoredImages.of(tests.evaluate("Calibrating", network, data, data.validation())));
        return ResultMetrics.of(ScoredImages.of(test), held);
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
        if (record.data().findings() != null) {
            record.data().findings().forEach(finding -> log.info("Note: {}", finding));
        }
        List<String> unseen = data.train().classesWithoutImages();
        if (!unseen.isEmpty()) {
            log.info(
                    "Note: none of these training images shows {}, which the network cannot learn; take more images or"
                            + " fewer folds.",
                    unseen.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", ")));
        }
        if (settings.crossValidation().used()) {
            log.info(String.format(
                    Locale.ROOT,
                    "Fold %d of %d: tested on %,d training images that are left out; the test images are not looked at",
                    settings.crossValidation().fold(),
                    settings.crossValidation().folds(),
                    data.test().size()));
        }
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

    /** Says which weights a stopped run leaves, where they are not simply the last ones. */
    private static String kept(RunRecord.Weights weights) {
        return switch (weights.kind()) {
            case "best-epoch" ->
                "; model.zip has the weights of epoch " + weights.epoch()
                        + ", with the highest validation accuracy so far";
            case "average" -> "; model.zip has the average of the weights so far";
            default -> "";
        };
    }

    private RunFailedException failed(Throwable cause, String message) {
        log.error(RunLog.FILE_ONLY, "The run failed", cause);
        Instant now = Instant.now();
        try {
            end(
                    cause instanceof TrainingException
                            ? record.diverge(message, now)
                            : record.end(RunStatus.FAILED, message, now));
        } catch (RuntimeException e) {
            // A full disk takes no record either. Whoever reads the folder sees that nobody holds its lock any more.
            cause.addSuppressed(e);
        }
        return new RunFailedException(folder.logFile(), message, cause);
    }

    private String lastCheckpoint() {
        return Files.isDirectory(checkpoints.path())
                ? " The last good checkpoint is kept in " + checkpoints.path() + "."
                : "";
    }

    private RecordedRun interrupted(String when) {
        end(record.end(RunStatus.INTERRUPTED, "stopped by the user " + when, Instant.now()));
        return run();
    }

    private void end(RunRecord ended) {
        record = ended;
        folder.write(record);
        listener.ended(run());
    }
}
