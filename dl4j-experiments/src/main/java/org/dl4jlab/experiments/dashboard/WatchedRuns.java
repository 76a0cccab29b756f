package org.dl4jlab.experiments.dashboard;

import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.runner.RunWatcher;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.statistics.RunStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes DL4J's training statistics of each run into its folder and shows them while it trains. Afterwards the dashboard
 * opens the file again when somebody looks.
 */
public final class WatchedRuns implements RunWatcher {

    private static final Logger log = LoggerFactory.getLogger(WatchedRuns.class);

    private final Dashboard dashboard;

    public WatchedRuns(Dashboard dashboard) {
        this.dashboard = dashboard;
    }

    @Override
    public Watch begin(RunFolder folder, Model network) {
        RunStatistics statistics;
        try {
            statistics = RunStatistics.create(
                    folder.statisticsFile(), folder.path().getFileName().toString());
        } catch (RuntimeException e) {
            // A run is worth more than its statistics.
            log.warn("This run goes on without training statistics: {}", e.getMessage());
            return () -> {};
        }
        network.addListeners(statistics.listener());
        survived("shown", () -> dashboard.attach(statistics.storage()));
        return () -> {
            survived("taken off the dashboard", () -> dashboard.detach(statistics.storage()));
            survived("closed", statistics::close);
        };
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
