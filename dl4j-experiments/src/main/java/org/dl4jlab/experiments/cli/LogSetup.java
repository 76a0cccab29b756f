package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import org.dl4jlab.experiments.progress.TerminalProgress;

/** Hands the logging configuration what it cannot know: where the log file is, and whether there is a terminal. */
final class LogSetup {

    private static final String LOG_FILE = "dl4jlab.log.file";
    private static final String CLEAR = "dl4jlab.console.clear";

    private LogSetup() {}

    /**
     * To be called before the first logger is made.
     *
     * @return the log file of everything outside of runs
     */
    static Path configure() {
        if (System.getProperty(LOG_FILE) == null) {
            Path file = Path.of(System.getProperty("user.home"), ".cache", "dl4j-lab", "dl4j-lab.log");
            System.setProperty(LOG_FILE, file.toString());
        }
        if (Terminal.interactive()) {
            System.setProperty(CLEAR, TerminalProgress.CLEAR_LINE);
        }
        return Path.of(System.getProperty(LOG_FILE));
    }
}
