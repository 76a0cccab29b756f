package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jlab.data.fetch.DefaultFolders;
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
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            System.setProperty(
                    LOG_FILE, logFile(DefaultFolders.ofUser(), temporary).toString());
        }
        if (Terminal.interactive()) {
            System.setProperty(CLEAR, TerminalProgress.CLEAR_LINE);
        }
        return Path.of(System.getProperty(LOG_FILE));
    }

    /** In the user's folder, or among the temporary files where that cannot be written. */
    static Path logFile(Path folder, Path temporary) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            return temporary.resolve("dl4j-lab.log");
        }
        return (Files.isWritable(folder) ? folder : temporary).resolve("dl4j-lab.log");
    }
}
