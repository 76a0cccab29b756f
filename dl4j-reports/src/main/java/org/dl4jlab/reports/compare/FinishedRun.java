package org.dl4jlab.reports.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
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

    /** Name under which {@link #choices} says whether the compiled engine ran the network. */
    private static final String ENGINE = "engine";

    private static final String PRECISION = "precision";

    /**
     * Why a run has no result to compare, as the end of a sentence that begins with its name.
     *
     * @return empty if it has one
     * @throws IOException if the record cannot be read; the message names the file
     */
    public static Optional<String> whyUnfinished(RunFolder folder) throws IOException {
        RunRecord record = folder.readRecord();
        if (record == null || record.experiment() == null || record.status() == null) {
            throw new IOException(folder.recordFile() + " is not the record of a run: it has no experiment or status");
        }
        if (record.status() == RunStatus.DONE && record.result() != null) {
            return Optional.empty();
        }
        String why = record.message() == null ? "" : " (" + record.message() + ")";
        return Optional.of(
                "has no result: its status is '" + record.status().name().toLowerCase(Locale.ROOT) + "'" + why);
    }

    /**
     * Reads a run that has a result.
     *
     * @throws IOException if a file cannot be read; the message names it
     */
    public static FinishedRun read(RunFolder folder) throws IOException {
        Optional<String> reason = whyUnfinished(folder);
        if (reason.isPresent()) {
            throw new IOException(folder.path() + " " + reason.get());
        }
        return new FinishedRun(
                folder,
                folder.readRecord(),
                present(folder.metricsFile()) ? folder.readMetrics() : new MetricsTable(List.of()),
                present(folder.lossesFile()) ? folder.readLosses() : new LossSeries(new int[0], new float[0]));
    }

    /** Everything that was chosen for the run except its seed: the training settings and whether the engine ran it. */
    public Map<String, Object> choices() {
        Map<String, Object> choices = new LinkedHashMap<>();
        if (record.settings() != null) {
            choices.putAll(record.settings());
        }
        if (record.network() != null) {
            choices.put(ENGINE, record.network().engine());
            choices.put(PRECISION, record.network().precision());
        }
        return choices;
    }

    /** Images in one training step; 0 if the settings do not say. */
    public int batch() {
        return choices().get("batch") instanceof Number batch ? Math.max(0, batch.intValue()) : 0;
    }

    private static boolean present(Path file) {
        return Files.isRegularFile(file);
    }
}
