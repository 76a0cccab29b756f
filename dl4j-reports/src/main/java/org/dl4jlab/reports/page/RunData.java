package org.dl4jlab.reports.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * What a run folder holds. Only {@code run.json} must be there; any other file may be missing, because a run may have
 * ended early, or damaged, which is noted.
 *
 * @param folder of the run
 * @param record its {@code run.json}
 * @param metrics by epoch; empty if there are none
 * @param losses by step; empty if there are none
 * @param evaluation on the test images; absent if the run was not tested
 * @param notes a sentence for each file that could not be used
 */
record RunData(
        RunFolder folder,
        RunRecord record,
        MetricsTable metrics,
        LossSeries losses,
        Optional<Evaluation> evaluation,
        List<String> notes) {

    RunData {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a folder.
     *
     * @throws IOException if it is not a run folder, or {@code run.json} is damaged or lacks what every run has; the
     *     message is one sentence that names the file
     */
    static RunData read(Path path) throws IOException {
        RunFolder folder = RunFolder.open(path);
        RunRecord record = folder.readRecord();
        require(record != null, folder, "it is empty");
        require(record.experiment() != null, folder, "it names no experiment");
        require(record.status() != null, folder, "it has no status");
        List<String> notes = new ArrayList<>();
        MetricsTable metrics =
                optional(folder.metricsFile(), folder::readMetrics, notes).orElseGet(() -> new MetricsTable(List.of()));
        LossSeries losses = optional(folder.lossesFile(), folder::readLosses, notes)
                .orElseGet(() -> new LossSeries(new int[0], new float[0]));
        Optional<Evaluation> evaluation = optional(folder.predictionsFile(), folder::readEvaluation, notes)
                .filter(e -> fits(e, record, folder, notes));
        return new RunData(folder, record, metrics, losses, evaluation, notes);
    }

    /** Images in one training step; 0 if the settings do not say. */
    int batch() {
        Object value = record.settings() == null ? null : record.settings().get("batch");
        return value instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }

    /** Average loss on the test images; NaN if the run was not tested. */
    double testLoss() {
        return record.result() == null ? Double.NaN : record.result().averageLoss();
    }

    /** The name of every class; empty if the run ended before its data were loaded. */
    List<String> classNames() {
        return record.data() == null || record.data().classes() == null
                ? List.of()
                : record.data().classes().stream().map(Objects::toString).toList();
    }

    private static void require(boolean condition, RunFolder folder, String otherwise) throws IOException {
        if (!condition) {
            throw new IOException(folder.recordFile() + " is not the record of a run: " + otherwise);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> Optional<T> optional(Path file, Reading<T> reading, List<String> notes) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.read());
        } catch (IOException e) {
            notes.add("Left out: " + e.getMessage());
        } catch (RuntimeException e) {
            notes.add("Left out: " + file + " does not hold what its first line promises (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }

    /** Predictions that belong to another run or data set must not pass as this run's. */
    private static boolean fits(Evaluation evaluation, RunRecord record, RunFolder folder, List<String> notes) {
        int classes = record.data() == null || record.data().classes() == null
                ? 0
                : record.data().classes().size();
        if (evaluation.confusion().length != classes) {
            notes.add("Left out: " + folder.predictionsFile() + " has " + evaluation.confusion().length
                    + " classes, but run.json has " + classes);
            return false;
        }
        RunRecord.Result result = record.result();
        if (result != null && (result.correct() != evaluation.correct() || result.images() != evaluation.count())) {
            notes.add("Left out: " + folder.predictionsFile() + " has " + evaluation.correct() + " of "
                    + evaluation.count() + " images right, but run.json says " + result.correct() + " of "
                    + result.images());
            return false;
        }
        return true;
    }
}
