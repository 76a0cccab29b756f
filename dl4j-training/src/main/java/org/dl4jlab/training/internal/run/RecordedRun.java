package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.Run.Recipe;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;

/**
 * The one {@link Run}: a folder and its record. Besides what programs ask, it tells reports, comparisons and the dashboard what
 * else the record says; nobody outside of this module reads the record itself.
 *
 * @param folder with everything the run left
 * @param record as written there when the run was opened
 */
public record RecordedRun(RunFolder folder, RunRecord record) implements Run {

    /**
     * Opens the folder of an earlier run.
     *
     * @throws IOException if it is not a run folder, or its record cannot be read or lacks what every run has
     */
    public static RecordedRun open(Path path) throws IOException {
        RunFolder folder = RunFolder.open(path);
        RunRecord record = folder.readRecord();
        if (record == null || record.experiment() == null || record.status() == null || record.started() == null) {
            throw new IOException(
                    folder.recordFile() + " is not the record of a run: it has no experiment, status or start");
        }
        return new RecordedRun(folder, record);
    }

    /** The folder and record behind a run. */
    public static RecordedRun of(Run run) throws IOException {
        return run instanceof RecordedRun known ? known : open(run.path());
    }

    public boolean interrupted() {
        return status() == RunStatus.INTERRUPTED;
    }

    /** Whether it failed because its numbers were no longer finite: with the same settings it would again. */
    public boolean diverged() {
        return Boolean.TRUE.equals(record.diverged());
    }

    /** Whether its process ended without saying so. */
    public boolean killed() {
        return record.status() == RunStatus.RUNNING && interrupted();
    }

    /** Every setting by name, as recorded, whether this version knows it or not. */
    public Map<String, Object> recordedSettings() {
        return record.settings() == null ? Map.of() : record.settings();
    }

    /** A recorded setting that is a whole number of 0 or more; 0 if there is none of this name. */
    public int count(String setting) {
        return recordedSettings().get(setting) instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }

    /** The command line that started it; empty if a program did. */
    public Optional<String> command() {
        return Optional.ofNullable(record.command());
    }

    /** What it was trained and tested on; empty if it ended before its data were loaded. */
    public Optional<RunRecord.Data> data() {
        return Optional.ofNullable(record.data());
    }

    /** What was trained; empty if it ended before its network was made. */
    public Optional<RunRecord.Network> network() {
        return Optional.ofNullable(record.network());
    }

    /** Which weights the saved network has; empty until it is saved. */
    public Optional<RunRecord.Weights> weights() {
        return Optional.ofNullable(record.weights());
    }

    /** Each time that it went on. */
    public List<RunRecord.Resumed> resumptions() {
        return record.resumed() == null ? List.of() : record.resumed();
    }

    /** The band in which its accuracy should lie; empty if the settings are not the experiment's own. */
    public Optional<RunRecord.Expected> expected() {
        return Optional.ofNullable(record.expected());
    }

    /** What was measured on the test data besides accuracy and loss. */
    public Optional<ResultMetrics> testMetrics() {
        return Optional.ofNullable(record.result()).map(RunRecord.Result::metrics);
    }

    /** Empty until training ends. */
    public Optional<RunRecord.Timings> timings() {
        return Optional.ofNullable(record.timings());
    }

    /** The code that ran. */
    public Optional<RunRecord.Source> source() {
        return Optional.ofNullable(record.source());
    }

    /** By component. */
    public Map<String, String> versions() {
        return record.versions() == null ? Map.of() : record.versions();
    }

    /** Where it ran. */
    public Optional<RunRecord.Machine> machine() {
        return Optional.ofNullable(record.machine());
    }

    /**
     * The rows behind {@link #metrics()}.
     *
     * @throws IOException if the file is damaged; the message names it
     */
    public MetricsTable metricsTable() throws IOException {
        return exists(folder.metricsFile()) ? folder.readMetrics() : new MetricsTable(List.of());
    }

    /**
     * {@link #losses()} with the steps that they are of.
     *
     * @throws IOException if the file is damaged; the message names it
     */
    public LossSeries lossSeries() throws IOException {
        return exists(folder.lossesFile()) ? folder.readLosses() : new LossSeries(new int[0], new float[0]);
    }

    @Override
    public Path path() {
        return folder.path();
    }

    @Override
    public String experiment() {
        return record.experiment();
    }

    @Override
    public Optional<String> question() {
        return Optional.ofNullable(record.question());
    }

    @Override
    public Seed seed() {
        return Seed.of(record.seed());
    }

    @Override
    public RunStatus status() {
        return record.status() == RunStatus.RUNNING && !RunLock.isHeld(folder)
                ? RunStatus.INTERRUPTED
                : record.status();
    }

    @Override
    public Optional<String> message() {
        return Optional.ofNullable(record.message());
    }

    @Override
    public Instant started() {
        return record.started();
    }

    @Override
    public Optional<Instant> finished() {
        return Optional.ofNullable(record.finished());
    }

    @Override
    public TrainingSettings settings() {
        return record.trainingSettings(TrainingSettings.defaults());
    }

    @Override
    public Recipe recipe() {
        return Recipes.of(record);
    }

    @Override
    public Optional<Result> result() {
        return Optional.ofNullable(record.result())
                .map(r -> new Result(r.accuracy(), r.averageLoss(), r.correct(), r.images()));
    }

    @Override
    public List<String> classNames() {
        return record.data() == null || record.data().classes() == null
                ? List.of()
                : List.copyOf(record.data().classes());
    }

    @Override
    public List<EpochMetrics> metrics() throws IOException {
        return metricsTable().rows().stream().map(RecordedRun::epoch).toList();
    }

    /** A row of the table as programs see it. */
    public static EpochMetrics epoch(MetricsTable.Row row) {
        return new EpochMetrics(
                row.epoch(),
                row.step(),
                row.learningRate(),
                row.trainLoss(),
                optional(row.trainAccuracy()),
                optional(row.validationLoss()),
                optional(row.validationAccuracy()),
                optional(row.penalty()),
                row.imagesPerSecond(),
                row.seconds());
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public float[] losses() throws IOException {
        return lossSeries().loss();
    }

    @Override
    public Optional<Evaluation> evaluation() throws IOException {
        return exists(folder.predictionsFile()) ? Optional.of(folder.readEvaluation()) : Optional.empty();
    }

    @Override
    public Model model() throws IOException {
        return ModelFile.read(folder.modelFile());
    }

    @Override
    public Classifier classifier() throws IOException {
        return Classifier.open(folder.path());
    }

    /** @throws InvalidInputException if the run has no result; the message says why */
    public RunRecord.Result requireResult() {
        if (record.status() != RunStatus.DONE || record.result() == null) {
            throw new InvalidInputException(folder.path() + " has no result: its run is not done.");
        }
        return record.result();
    }

    private static boolean exists(Path file) {
        return Files.isRegularFile(file);
    }
}
