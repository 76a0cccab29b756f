package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.network.EngineOptions;
import org.dl4jlab.engine.runtime.NativeRuntime;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Progress;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.run.RunLog;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.run.RunStatus;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs experiments, one at a time, and leaves a folder for each. */
public final class ExperimentRunner {

    private static final Logger log = LoggerFactory.getLogger(ExperimentRunner.class);

    /** Gives a data set, from wherever it is. */
    @FunctionalInterface
    public interface DataLoader {
        LoadedData load(DataSetSpec spec) throws Exception;
    }

    /**
     * What all runs of one command have in common.
     *
     * @param runs folder in which each run makes its own
     * @param engine how the compiled engine runs the network; empty for DL4J's own layers
     * @param verbose whether every {@code logEvery}-th step is shown; the log file has these lines in any case
     * @param command the command line, for the record
     */
    public record Options(Path runs, Optional<EngineOptions> engine, boolean verbose, String command) {}

    private final DataLoader data;
    private final Options options;
    private final Progress progress;
    private final StopSignal stop;
    private final RunWatcher watcher;
    private final RunListener listener;

    public ExperimentRunner(DataLoader data, Options options, Progress progress, StopSignal stop) {
        this(data, options, progress, stop, RunWatcher.NONE, RunListener.NONE);
    }

    public ExperimentRunner(DataLoader data, Options options, Progress progress, StopSignal stop, RunWatcher watcher) {
        this(data, options, progress, stop, watcher, RunListener.NONE);
    }

    public ExperimentRunner(
            DataLoader data,
            Options options,
            Progress progress,
            StopSignal stop,
            RunWatcher watcher,
            RunListener listener) {
        this.data = data;
        this.options = options;
        this.progress = progress;
        this.stop = stop;
        this.watcher = watcher;
        this.listener = listener;
    }

    /**
     * Runs an experiment from data to record.
     *
     * @param settings usually the experiment's own, with the user's changes
     * @param seed everything random in the run follows from it
     * @return the outcome, done or interrupted
     * @throws InvalidInputException if the settings ask for more images than there are; nothing is left behind then
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if there can be no run folder
     */
    public RunOutcome run(Experiment experiment, TrainingSettings settings, long seed) throws IOException {
        settings.requireConsistent();
        checkImages(
                "trainImages",
                settings.trainImages(),
                experiment.dataSet().train().images());
        checkImages(
                "testImages", settings.testImages(), experiment.dataSet().test().images());
        checkViews(experiment, settings);
        Instant started = Instant.now();
        RunFolder folder = RunFolder.create(
                options.runs(), experiment.name(), LocalDateTime.ofInstant(started, ZoneId.systemDefault()), seed);
        try (RunLock held = RunLock.hold(folder);
                RunLog ignored = RunLog.open(folder.logFile())) {
            log.debug("Native runtime:{}{}", System.lineSeparator(), NativeRuntime.load());
            RunRecord record = RunRecord.start(
                    experiment.name(),
                    experiment.question(),
                    options.command(),
                    seed,
                    Settings.toMap(settings),
                    expected(experiment, settings),
                    started);
            return new ExperimentRun(
                            experiment,
                            settings,
                            folder,
                            record,
                            data,
                            options,
                            progress,
                            stop,
                            watcher,
                            listener,
                            Optional.empty())
                    .execute();
        }
    }

    /**
     * Goes on with a run that was interrupted or killed, with its own settings, from its last checkpoint; from the start
     * if it has none. The result has the same weights, bit for bit, as that of an uninterrupted run.
     *
     * @param experiment that the run is of
     * @param folder of the run
     * @throws InvalidInputException if the run is done, is still going on, or is of another experiment
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if the folder or its checkpoints cannot be read
     */
    public RunOutcome resume(Experiment experiment, RunFolder folder) throws IOException {
        RunRecord record = folder.readRecord();
        checkResumable(experiment, folder, record);
        Map<String, String> recorded = new LinkedHashMap<>();
        record.settings().forEach((name, value) -> recorded.put(name, String.valueOf(value)));
        TrainingSettings settings = Settings.override(experiment.settings(), recorded);
        try (RunLock held = RunLock.hold(folder);
                RunLog ignored = RunLog.open(folder.logFile())) {
            Optional<Checkpoint> start = new CheckpointFolder(folder.checkpoints()).newest();
            log.info(
                    "Going on with {} {}",
                    folder.path(),
                    start.map(c -> "after step " + c.step()).orElse("from the start: it has no checkpoint"));
            Optional<EngineOptions> engine =
                    record.network() == null ? options.engine() : recordedEngine(record.network());
            Options same = new Options(options.runs(), engine, options.verbose(), options.command());
            return new ExperimentRun(
                            experiment,
                            settings,
                            folder,
                            record.end(RunStatus.RUNNING, null, null),
                            data,
                            same,
                            progress,
                            stop,
                            watcher,
                            listener,
                            start)
                    .execute();
        }
    }

    /** The engine as a run used it; empty for DL4J's own layers. */
    private static Optional<EngineOptions> recordedEngine(RunRecord.Network network) {
        return network.engine() ? Optional.of(EngineOptions.with(network.precision())) : Optional.empty();
    }

    private static void checkResumable(Experiment experiment, RunFolder folder, RunRecord record) {
        if (!record.experiment().equals(experiment.name())) {
            throw new InvalidInputException(
                    folder.path() + " is a run of " + record.experiment() + ", not of " + experiment.name() + ".");
        }
        if (record.status() == RunStatus.DONE) {
            throw new InvalidInputException(folder.path() + " is done; there is nothing to resume.");
        }
        if (record.status() == RunStatus.FAILED) {
            throw new InvalidInputException(folder.path() + " failed (" + record.message()
                    + ") and would fail again; start a new run with other settings.");
        }
        if (RunLock.isHeld(folder)) {
            throw new InvalidInputException(folder.path() + " is still running.");
        }
    }

    /** The band holds for the experiment's own settings; whoever changes them is on new ground. */
    private static RunRecord.Expected expected(Experiment experiment, TrainingSettings settings) {
        Expectation expectation = experiment.expectation();
        return settings.equals(experiment.settings())
                ? new RunRecord.Expected(expectation.lowestAccuracy(), expectation.highestAccuracy())
                : null;
    }

    private static void checkViews(Experiment experiment, TrainingSettings settings) {
        boolean images = experiment.network().input() == NetworkDefinition.Input.IMAGE && !experiment.permutesPixels();
        if (settings.testViews() != TrainingSettings.TestViews.ONE && !images) {
            throw new InvalidInputException("Setting 'testViews' must be one, because " + experiment.name()
                    + " does not see images that could be mirrored.");
        }
    }

    private static void checkImages(String name, int wanted, int available) {
        if (wanted > available) {
            throw new InvalidInputException(
                    "Setting '" + name + "' asks for " + wanted + " images, but there are only " + available + ".");
        }
    }
}
