package org.dl4jlab.training.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.Evaluation;

/**
 * A run's folder {@code <runs>/<experiment>-<date>-<time>-s<seed>/} and the files in it. Reading needs nothing but the
 * folder, so that a report can be rebuilt long after, on another machine.
 *
 * @param path of the folder, which exists
 */
public record RunFolder(Path path) {

    /**
     * Makes a new folder. Two runs of one experiment and seed in the same second get different names.
     *
     * @throws IOException if the folder cannot be made; the message says where and why
     */
    public static RunFolder create(Path runs, String experiment, LocalDateTime started, long seed) throws IOException {
        return new RunFolder(DatedFolder.create(runs, DatedFolder.name(experiment, started, seed)));
    }

    /**
     * Opens the folder of an earlier run.
     *
     * @throws IOException if it is not a run folder
     */
    public static RunFolder open(Path path) throws IOException {
        RunFolder folder = new RunFolder(path);
        // A link or a pipe in its place is refused by whoever reads it, with that reason.
        if (!Files.exists(folder.recordFile(), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is not a run folder: it has no run.json");
        }
        return folder;
    }

    /** {@code run.json}. */
    public Path recordFile() {
        return path.resolve("run.json");
    }

    /** {@code metrics.csv}, one row per epoch. */
    public Path metricsFile() {
        return path.resolve("metrics.csv");
    }

    /** {@code losses.csv}, one row per step. */
    public Path lossesFile() {
        return path.resolve("losses.csv");
    }

    /** {@code progress.csv}, which grows while the run trains. */
    public Path progressFile() {
        return path.resolve("progress.csv");
    }

    /** {@code stats.bin}, DL4J's training statistics, where they were asked for. */
    public Path statisticsFile() {
        return path.resolve("stats.bin");
    }

    /** {@code predictions.csv}, one row per test image. */
    public Path predictionsFile() {
        return path.resolve("predictions.csv");
    }

    /** {@code model.zip}, readable by DL4J's {@code ModelSerializer}. */
    public Path modelFile() {
        return path.resolve("model.zip");
    }

    /** {@code checkpoint/}; there while a run can be resumed. */
    public Path checkpoints() {
        return path.resolve("checkpoint");
    }

    /** {@code run.log}. */
    public Path logFile() {
        return path.resolve("run.log");
    }

    /** {@code report.html}. */
    public Path reportFile() {
        return path.resolve("report.html");
    }

    /** {@code pictures/}; made by whoever writes the first picture. */
    public Path pictures() {
        return path.resolve("pictures");
    }

    public void write(RunRecord record) {
        JsonFile.write(recordFile(), record);
    }

    public void write(MetricsTable metrics) {
        AtomicFile.writeString(metricsFile(), metrics.toCsv());
    }

    public void write(LossSeries losses) {
        AtomicFile.writeString(lossesFile(), losses.toCsv());
    }

    public void write(Evaluation evaluation) {
        AtomicFile.writeString(predictionsFile(), PredictionTable.toCsv(evaluation));
    }

    public RunRecord readRecord() throws IOException {
        RunRecord record = JsonFile.read(recordFile(), RunRecord.class);
        return RecordValidation.check(
                recordFile(),
                record,
                "experiment",
                "status",
                "started",
                "engine",
                "data.title",
                "data.shape",
                "data.classes",
                "data.input",
                "data.input.preprocessing",
                "network.name",
                "weights.kind",
                "resumed.at",
                "resumed.changes");
    }

    public MetricsTable readMetrics() throws IOException {
        return MetricsTable.read(metricsFile());
    }

    public LossSeries readLosses() throws IOException {
        return LossSeries.read(lossesFile());
    }

    /** The test result, rebuilt from {@code predictions.csv}. */
    public Evaluation readEvaluation() throws IOException {
        return PredictionTable.read(predictionsFile());
    }
}
