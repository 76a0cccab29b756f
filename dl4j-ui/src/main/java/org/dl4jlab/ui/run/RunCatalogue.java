package org.dl4jlab.ui.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Supplies the runs that the dashboard shows. Called from the dashboard's own thread, again and again while a page is open
 * (every two seconds at most), so answers should be cheap; they may change from call to call as runs go on. Names of runs
 * and pictures come from the browser: they hold only letters, digits and {@code . _ -} and begin with a letter or digit, and
 * may name nothing that exists.
 */
public interface RunCatalogue {

    /** All runs in any order: the rows of the leaderboard. */
    List<RunSummary> runs();

    /** Why folders that should hold a run cannot be shown, by their names, as of the last call of {@link #runs()}. */
    default Map<String, LocalizedText> unreadable() {
        return Map.of();
    }

    /** Everything about one run, or nothing when there is none of this name. */
    Optional<RunDetails> run(String id);

    /** A picture that {@link RunDetails#pictures()} or a {@link Misclassification} names. */
    Optional<EncodedImage> picture(String runId, String pictureId);

    /** The report of a run as one HTML page, if it has one. The dashboard shows it without running anything in it. */
    default Optional<byte[]> report(String id) {
        return Optional.empty();
    }

    /** Whether a run has a report. */
    default boolean hasReport(String id) {
        return false;
    }

    /** The file with DL4J's training statistics of a run, whose session has the run's name. */
    Optional<Path> statisticsFile(String id);

    /** No runs. */
    static RunCatalogue empty() {
        return new RunCatalogue() {
            @Override
            public List<RunSummary> runs() {
                return List.of();
            }

            @Override
            public Optional<RunDetails> run(String id) {
                return Optional.empty();
            }

            @Override
            public Optional<EncodedImage> picture(String runId, String pictureId) {
                return Optional.empty();
            }

            @Override
            public Optional<Path> statisticsFile(String id) {
                return Optional.empty();
            }
        };
    }
}
