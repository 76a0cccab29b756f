package org.dl4jlab.experiments.dashboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes DL4J's training statistics of each run into its folder and shows them while it trains. Afterwards the dashboard
 * opens the file again when somebody looks.
 */
public final class WatchedRuns implements RunListener {

    private static final Logger log = LoggerFactory.getLogger(WatchedRuns.class);

    private final Dashboard dashboard;
    private Optional<RunStatistics> shown = Optional.empty();

    public WatchedRuns(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @Override
    public void started(Run run, Model network) {
        try {
            Path file = RecordedRun.of(run).folder().statisticsFile();
            shown = Optional.of(RunStatistics.create(file, run.name()));
        } catch (IOException | RuntimeException e) {
            // A run is worth more than its statistics.
            log.warn("This run goes on without training statistics: {}", e.getMessage());
            return;
        }
        network.addListeners(shown.get().listener());
        survived("shown", () -> dashboard.attach(shown.get().storage()));
    }

    @Override
    public void trained(Run run) {
        shown.ifPresent(statistics -> {
            survived("taken off the dashboard", () -> dashboard.detach(statistics.storage()));
            survived("closed", statistics::close);
        });
        shown = Optional.empty();
    }

    /** Whatever happens to its dashboard, a run goes on. */
    private static void survived(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("Training statistics cannot be {}: {}", what, e.getMessage());
        }
    }
}
