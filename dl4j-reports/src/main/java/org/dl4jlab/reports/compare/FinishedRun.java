package org.dl4jlab.reports.compare;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Run.Recipe;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;

/**
 * A run with a result.
 *
 * @param run that is done
 * @param result on the test data
 * @param metrics by epoch; empty if the file is missing
 * @param losses by step; empty if the file is missing
 */
public record FinishedRun(RecordedRun run, Result result, MetricsTable metrics, LossSeries losses) {

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
        return new FinishedRun(
                recorded, recorded.result().orElseThrow(), recorded.metricsTable(), recorded.lossSeries());
    }

    /** Everything that was chosen for the run except its seed. */
    public Recipe recipe() {
        return run.recipe();
    }

    /** Images in one training step, of all batches whose gradients it takes together; 0 if the settings do not say. */
    public int imagesPerStep() {
        return run.count("batch") * Math.max(1, run.count("accumulation"));
    }
}
