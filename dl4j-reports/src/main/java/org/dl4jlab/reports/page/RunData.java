package org.dl4jlab.reports.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;

/**
 * What a run folder holds. Only {@code run.json} must be there; any other file may be missing, because a run may have
 * ended early, or damaged, which is noted.
 *
 * @param run whose folder it is
 * @param metrics by epoch; empty if there are none
 * @param losses by step; empty if there are none
 * @param evaluation on the test images; absent if the run was not tested
 * @param notes a sentence for each file that could not be used
 */
record RunData(
        RecordedRun run, MetricsTable metrics, LossSeries losses, Optional<Evaluation> evaluation, List<String> notes) {

    RunData {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a folder.
     *
     * @param known what the file of predictions says; empty to read it
     * @throws IOException if it is not a run folder, or {@code run.json} is damaged or lacks what every run has; the
     *     message is one sentence that names the file
     */
    static RunData read(Path path, Optional<Evaluation> known) throws IOException {
        RecordedRun run = RecordedRun.open(path);
        RunFolder folder = run.folder();
        List<String> notes = new ArrayList<>();
        MetricsTable metrics =
                read(folder.metricsFile(), run::metricsTable, notes).orElseGet(() -> new MetricsTable(List.of()));
        LossSeries losses = read(folder.lossesFile(), run::lossSeries, notes)
                .orElseGet(() -> new LossSeries(new int[0], new float[0]));
        Optional<Evaluation> evaluation = known.or(() ->
                        read(folder.predictionsFile(), run::evaluation, notes).flatMap(Function.identity()))
                .filter(e -> fits(e, run, notes));
        return new RunData(run, metrics, losses, evaluation, notes);
    }

    /** Images in one training step, of all batches whose gradients it takes together; 0 if the settings do not say. */
    int imagesPerStep() {
        return run.count("batch") * Math.max(1, run.count("accumulation"));
    }

    /** Average loss on the test images; NaN if the run was not tested. */
    double testLoss() {
        return run.result().map(Result::averageLoss).orElse(Double.NaN);
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> Optional<T> read(Path file, Reading<T> reading, List<String> notes) {
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
    private static boolean fits(Evaluation evaluation, RecordedRun run, List<String> notes) {
        Path file = run.folder().predictionsFile();
        int classes = run.classNames().size();
        if (evaluation.confusion().length != classes) {
            notes.add("Left out: " + file + " has " + evaluation.confusion().length + " classes, but run.json has "
                    + classes);
            return false;
        }
        Optional<Result> other =
                run.result().filter(r -> r.correct() != evaluation.correct() || r.images() != evaluation.count());
        other.ifPresent(r -> notes.add("Left out: " + file + " has " + evaluation.correct() + " of "
                + evaluation.count() + " images right, but run.json says " + r.correct() + " of " + r.images()));
        return other.isEmpty();
    }
}
