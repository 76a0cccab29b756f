package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
            System.setProperty(
                    LOG_FILE,
                    logFile(DefaultFolders.ofUser(), DefaultFolders.temporary()).toString());
        }
        if (Terminal.interactive()) {
            System.setProperty(CLEAR, TerminalProgress.CLEAR_LINE);
        }
        return Path.of(System.getProperty(LOG_FILE));
    }

    /** In the first folder where it can be written; in a file of its own where there is none. */
    static Path logFile(Path... folders) {
        for (Path folder : folders) {
            Path file = folder.resolve("dl4j-lab.log");
            if (canBeWritten(file)) {
                return file;
            }
        }
        try {
            return Files.createTempFile("dl4j-lab-", ".log");
        } catch (IOException e) {
            return folders[0].resolve("dl4j-lab.log");
        }
    }

    /** Among the temporary files of all users, what has that name may be another one's file, or a link to anywhere. */
    private static boolean canBeWritten(Path file) {
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            return false;
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                ? Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && Files.isWritable(file)
                        && Files.isWritable(file.getParent())
                : Files.isWritable(file.getParent());
    }
}
