package org.dl4jlab.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.training.Recipe;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * A run with a result.
 *
 * @param folder it left
 * @param record its {@code run.json}, with a result
 * @param metrics by epoch; empty if the file is missing
 * @param losses by step; empty if the file is missing
 */
public record FinishedRun(RunFolder folder, RunRecord record, MetricsTable metrics, LossSeries losses) {

    /** Why a run has no result to compare, as the end of a sentence that begins with its name; empty if it has one. */
    public static Optional<String> whyUnfinished(Run run) {
        if (run.status() == RunStatus.DONE && run.result().isPresent()) {
            return Optional.empty();
        }
        String why = run.message().map(message -> " (" + message + ")").orElse("");
        return Optional.of(
                "has no result: its status is '" + run.status().name().toLowerCase(Locale.ROOT) + "'" + why);
    }

    /**
     * Reads a run that has a result.
     *
     * @throws IOException if it has none, or a file cannot be read; the message names it
     */
    public static FinishedRun read(Run run) throws IOException {
        Optional<String> reason = whyUnfinished(run);
        if (reason.isPresent()) {
            throw new IOException(run.path() + " " + reason.get());
        }
        RecordedRun recorded = RecordedRun.of(run);
        RunFolder folder = recorded.folder();
        return new FinishedRun(
                folder,
                recorded.record(),
                present(folder.metricsFile()) ? folder.readMetrics() : new MetricsTable(List.of()),
                present(folder.lossesFile()) ? folder.readLosses() : new LossSeries(new int[0], new float[0]));
    }

    /** Everything that was chosen for the run except its seed. */
    public Recipe recipe() {
        return new RecordedRun(folder, record).recipe();
    }

    /** Images in one training step; 0 if the settings do not say. */
    public int batch() {
        return record.settings() != null && record.settings().get("batch") instanceof Number batch
                ? Math.max(0, batch.intValue())
                : 0;
    }

    private static boolean present(Path file) {
        return Files.isRegularFile(file);
    }
}
