package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.EpochMetrics;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Recipe;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;

/**
 * The one {@link Run}: a folder and its record.
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
        return exists(folder.metricsFile())
                ? folder.readMetrics().rows().stream().map(RecordedRun::epoch).toList()
                : List.of();
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
                row.imagesPerSecond(),
                row.seconds());
    }

    private static OptionalDouble optional(Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    @Override
    public float[] losses() throws IOException {
        return exists(folder.lossesFile()) ? folder.readLosses().loss() : new float[0];
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
