package org.dl4jlab.ui.statistics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;
import org.dl4jlab.ui.server.DashboardException;

/**
 * Writes the training statistics of one run (score, update ratios, standard deviations, histograms, memory) to a file
 * that the dashboard shows, during the run and after.
 *
 * <pre>{@code
 * try (RunStatistics statistics = RunStatistics.create(folder.resolve("stats.bin"), "mnist-cnn-7", 100)) {
 *     network.addListeners(statistics.listener());
 *     dashboard.attach(statistics.storage());
 *     …train…
 *     dashboard.detach(statistics.storage());
 * }
 * }</pre>
 */
public final class RunStatistics implements AutoCloseable {

    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    /** Names that are pages of the dashboard, where a session could not be told from them. */
    private static final Set<String> RESERVED =
            Set.of("overview", "model", "system", "sessions", "workers", "multisession");

    private final String session;
    private final StatsStorage storage;
    private final BackgroundStorage background;
    private final StatsListener listener;

    private RunStatistics(String session, StatsStorage storage, int every) {
        this.session = session;
        this.storage = storage;
        this.background = new BackgroundStorage(storage);
        this.listener = new StatsListener(
                background,
                null,
                new DefaultStatsUpdateConfiguration.Builder()
                        .reportingFrequency(every)
                        .build(),
                session,
                // One worker a run; the default would name the machine's threads.
                "worker-0");
    }

    /**
     * Opens the file, or creates it with its folder. A run that continues goes on in its old file.
     *
     * @param session the run's name in the dashboard: letters, digits, {@code . _ -}
     * @param every a record is written each this many iterations; {@link StatisticsPace} chooses one
     * @throws DashboardException when the name or the number is not valid, or the file cannot be opened
     */
    public static RunStatistics create(Path file, String session, int every) {
        if (!SESSION.matcher(session).matches() || RESERVED.contains(session)) {
            throw new DashboardException("'" + session + "' cannot name a run in the dashboard: use letters, digits,"
                    + " '.', '_' and '-', and none of the names " + RESERVED + ".");
        }
        if (every < 1) {
            throw new DashboardException("Statistics are written every n iterations, n at least 1, not " + every + ".");
        }
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
        } catch (IOException e) {
            throw new DashboardException("Cannot create the folder " + absolute.getParent() + ": " + e, e);
        }
        return new RunStatistics(session, StatisticsFile.openOrCreate(absolute), every);
    }

    /** To be added to the network that is trained. */
    public TrainingListener listener() {
        return listener;
    }

    /** To be attached to a dashboard while the run goes on. */
    public StatsStorage storage() {
        return storage;
    }

    /** The run's name in the dashboard. */
    public String session() {
        return session;
    }

    /** Writes what is left and closes the file. Detach the storage from the dashboard before. */
    @Override
    public void close() {
        background.close();
        StatisticsFile.close(storage);
    }
}
