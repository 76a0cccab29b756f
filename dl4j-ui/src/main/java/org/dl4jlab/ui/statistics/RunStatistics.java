package org.dl4jlab.ui.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.dl4jlab.ui.server.AddressName;
import org.dl4jlab.ui.server.DashboardException;

/**
 * Writes the training statistics of one run (score, update ratios, standard deviations, histograms, memory) to a file
 * that the dashboard shows, during the run and after.
 *
 * <pre>{@code
 * try (RunStatistics statistics = RunStatistics.create(folder.resolve("stats.bin"), "mnist-cnn-7")) {
 *     network.addListeners(statistics.listener());
 *     dashboard.attach(statistics.storage());
 *     …train…
 *     dashboard.detach(statistics.storage());
 * }
 * }</pre>
 */
public final class RunStatistics implements AutoCloseable {

    /** Names that are pages of the dashboard, where a session could not be told from them. */
    private static final Set<String> RESERVED =
            Set.of("overview", "model", "system", "sessions", "workers", "multisession");

    private final StatsStorage storage;
    private final BackgroundStorage background;
    private final ThrottledStatsListener listener;

    private RunStatistics(String session, StatsStorage storage, StatisticsPlan plan) {
        this.storage = storage;
        this.background = new BackgroundStorage(storage);
        ThrottledStatsConfiguration configuration = new ThrottledStatsConfiguration(plan.activations());
        // One worker a run; the default would name the machine's threads.
        StatsListener collector =
                new StatsListener(new CompleteReports(background), null, configuration, session, "worker-0");
        this.listener = ThrottledStatsListener.of(plan, collector, configuration, background::writingNanos);
    }

    /**
     * Like {@link #create(Path, String, StatisticsPlan)} with {@link StatisticsPlan#standard()}, which keeps the cost under
     * 3 % of the training time.
     */
    public static RunStatistics create(Path file, String session) {
        return create(file, session, StatisticsPlan.standard());
    }

    /**
     * Opens the file, or creates it with its folder. A run that continues goes on in its old file.
     *
     * @param session the run's name in the dashboard: letters, digits, {@code . _ -}
     * @throws DashboardException when the name is not valid, or the file cannot be opened
     */
    public static RunStatistics create(Path file, String session, StatisticsPlan plan) {
        if (!AddressName.isValid(session) || RESERVED.contains(session)) {
            throw new DashboardException("'" + session + "' cannot name a run in the dashboard: use letters, digits,"
                    + " '.', '_' and '-', and none of the names " + RESERVED + ".");
        }
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
        } catch (IOException e) {
            throw new DashboardException("Cannot create the folder " + absolute.getParent() + ": " + e, e);
        }
        return new RunStatistics(session, StatisticsFile.openOrCreate(absolute), plan);
    }

    /** To be added to the network that is trained. */
    public TrainingListener listener() {
        return listener;
    }

    /** To be attached to a dashboard while the run goes on. */
    public StatsStorage storage() {
        return storage;
    }

    /** Records the last step, writes what is left and closes the file. Detach the storage from the dashboard before. */
    @Override
    public void close() {
        listener.finish();
        background.close();
        StatisticsFile.close(storage);
    }
}
