package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.engine.NativeRuntime;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.LearningRateScan;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.data.DataLoader;
import org.dl4jlab.training.internal.data.DataSources;
import org.dl4jlab.training.internal.data.StoppableLoading;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.reproduction.RecordedExperiment;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunEnvironment;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;
import org.slf4j.Logger;

/** Runs experiments, one at a time, and leaves a folder for each. */
public final class ExperimentRunner {

    private static final Logger log = RunLog.logger(ExperimentRunner.class);

    private final Path runs;
    private final LabOptions options;
    private final DataLoader data;
    private final Listeners listeners;
    private final StepPlace place;

    /** @param runs folder in which each run makes its own */
    public ExperimentRunner(Path runs, LabOptions options) {
        this(runs, options, StepPlace.HERE);
    }

    /** @param place where the steps of the runs are taken */
    public ExperimentRunner(Path runs, LabOptions options, StepPlace place) {
        this.runs = runs;
        this.options = options;
        this.place = place;
        this.listeners = new Listeners(options.listeners());
        this.data = new DataLoader(options.dataStore(), listeners);
    }

    /**
     * Runs an experiment from data to record.
     *
     * @param settings usually the experiment's own, with the user's changes
     * @param seed everything random in the run follows from it
     * @return the run, done or interrupted
     * @throws InvalidInputException if settings do not go together, do not fit the experiment, or ask for more images than
     *     there are known to be; nothing is left behind then
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if there can be no run folder
     */
    public RecordedRun run(Experiment experiment, TrainingSettings settings, long seed) throws IOException {
        settings.requireConsistent();
        requireImages(experiment.data(), settings);
        settings.requireValidation(DataSources.mayHoldValidation(experiment.data()));
        checkViews(experiment, settings);
        checkStart(experiment, settings);
        place.requireSupported(settings);
        Instant started = Instant.now();
        RunFolder folder = RunFolder.create(
                runs, experiment.name(), LocalDateTime.ofInstant(started, ZoneId.systemDefault()), seed);
        try (RunLock held = RunLock.hold(folder);
                RunLog ignored = RunLog.open(folder.logFile())) {
            RecordedExperiment.describe(experiment).write(folder);
            RunRecord record = RunRecord.start(
                    experiment.name(),
                    experiment.question().orElse(null),
                    options.command().orElse(null),
                    seed,
                    Settings.toMap(settings),
                    options.engine(),
                    expected(experiment, settings),
                    started,
                    RunEnvironment.detect(options.sourceFolder()));
            if (place.record().isPresent()) {
                record = record.with(place.record().get());
            }
            return new ExperimentRun(
                            experiment, settings, folder, record, data, options, listeners, place, Optional.empty())
                    .execute();
        }
    }

    /**
     * Goes on with a run that was interrupted, was killed or failed, from its last checkpoint; from the start if it has
     * none. With its own settings and number of threads, the result has the same weights, bit for bit, as that of an
     * uninterrupted run.
     *
     * @param experiment that the run is of
     * @param folder of the run
     * @param change makes the settings to go on with of the recorded ones
     * @throws InvalidInputException if the run is done, is still going on, is of another experiment, or diverged and would
     *     again; if a setting is changed that a checkpoint rests on
     * @throws RunFailedException if the run failed; its folder says so
     * @throws IOException if the folder or its checkpoints cannot be read
     */
    public RecordedRun resume(Experiment experiment, RunFolder folder, UnaryOperator<TrainingSettings> change)
            throws IOException {
        RunRecord record = folder.readRecord();
        checkResumable(experiment, folder, record);
        Resumption.requireSamePlace(folder, record, place);
        TrainingSettings before = record.trainingSettings(experiment.settings());
        TrainingSettings settings = change.apply(before);
        settings.requireConsistent();
        settings.requireValidation(DataSources.mayHoldValidation(experiment.data()));
        checkViews(experiment, settings);
        place.requireSupported(settings);
        Map<String, RunRecord.Change> changes = Resumption.changes(before, settings);
        Resumption.requirePossible(folder, record, changes);
        RegularFile.refuseLinks(
                folder.checkpoints(),
                folder.pictures(),
                folder.progressFile(),
                folder.logFile(),
                folder.statisticsFile());
        try (RunLock held = RunLock.hold(folder);
                RunLog ignored = RunLog.open(folder.logFile())) {
            Optional<Checkpoint> start = new CheckpointFolder(folder.checkpoints()).newest();
            log.info(
                    "Going on with {} {}",
                    folder.path(),
                    start.map(c -> "after step " + c.step()).orElse("from the start: it has no checkpoint"));
            Resumption.warnOfOtherThreads(record);
            RunRecord.Resumed resumed = new RunRecord.Resumed(
                    start.map(Checkpoint::step).orElse(0),
                    Instant.now(),
                    options.command().orElse(null),
                    NativeRuntime.threads(),
                    changes);
            return new ExperimentRun(
                            experiment,
                            settings,
                            folder,
                            record.resume(
                                    resumed,
                                    Settings.toMap(settings),
                                    changes.isEmpty() ? record.expected() : expected(experiment, settings)),
                            data,
                            options.withEngine(record.engineOptions()),
                            listeners,
                            place,
                            start)
                    .execute();
        }
    }

    /** Tries learning rates; see {@link LearningRateFinder#run}. */
    public LearningRateScan scanLearningRates(Experiment experiment, TrainingSettings settings, long seed)
            throws IOException {
        return LearningRateFinder.run(
                experiment,
                settings,
                seed,
                StoppableLoading.of(experiment.data(), data, options.stop()),
                options.engine(),
                options.stop(),
                runs);
    }

    private static void checkResumable(Experiment experiment, RunFolder folder, RunRecord record) {
        if (!experiment.name().equals(record.experiment())) {
            throw new InvalidInputException(
                    folder.path() + " is a run of " + record.experiment() + ", not of " + experiment.name() + ".");
        }
        if (record.status() == RunStatus.DONE) {
            throw new InvalidInputException(folder.path() + " is done; there is nothing to resume.");
        }
        if (RunLock.isHeld(folder)) {
            throw new InvalidInputException(folder.path() + " is still running" + RunLock.doubt(folder) + ".");
        }
    }

    /** The band holds for the experiment's own settings; whoever changes them is on new ground. */
    private static RunRecord.Expected expected(Experiment experiment, TrainingSettings settings) {
        return experiment
                .expectation()
                .filter(e -> settings.equals(experiment.settings()))
                .map(e -> new RunRecord.Expected(e.lowestAccuracy(), e.highestAccuracy()))
                .orElse(null);
    }

    static void checkViews(Experiment experiment, TrainingSettings settings) {
        EffectCheck.checkViews(
                settings, experiment.network().input() == NetworkDefinition.Input.VECTOR, experiment.permutesPixels());
    }

    /**
     * Checks what can be known before images are loaded.
     *
     * @throws InvalidInputException if the settings ask for more images than the data set is known to have, or would hold out
     *     some beside its own validation images
     * @throws org.dl4jlab.data.DataException if they would hold out none of them for validation, or leave none to learn from
     */
    public static void requireImages(DataSource data, TrainingSettings settings) {
        DataSources.inMemory(data).ifPresent(loaded -> PreparedData.requireOneValidation(settings, loaded));
        data.description().ifPresent(known -> {
            checkImages("trainImages", settings.trainImages(), known.train().images());
            checkImages("testImages", settings.testImages(), known.test().images());
            if (!settings.crossValidation().used()) {
                int images = settings.trainImages() == 0 ? known.train().images() : settings.trainImages();
                ImageView.heldOut(images, settings.validationFraction());
            }
        });
    }

    static void checkStart(Experiment experiment, TrainingSettings settings) {
        if (settings.fineTuning().used()
                && settings.fineTuning().firstLayersRate() == 0
                && experiment.pretrained().isEmpty()
                && experiment.preparation().isEmpty()) {
            throw new InvalidInputException(
                    "firstLayers=" + settings.fineTuning().firstLayers()
                            + " with firstLayersRate=0 would keep random weights; start from trained ones"
                            + " (startingFrom) or give firstLayersRate above 0.");
        }
    }

    static void checkImages(String name, int wanted, int available) {
        if (wanted > available) {
            throw new InvalidInputException(
                    "Setting '" + name + "' asks for " + wanted + " images, but there are only " + available + ".");
        }
    }
}
