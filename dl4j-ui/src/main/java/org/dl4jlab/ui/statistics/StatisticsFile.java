package org.dl4jlab.ui.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.dl4jlab.ui.server.DashboardException;
import org.mapdb.DBException;

/**
 * Opens DL4J's statistics files.
 *
 * <p>Only open files of your own programs: DL4J reads them with Java serialization, which lets a crafted file run code.
 */
public final class StatisticsFile {

    private StatisticsFile() {}

    /**
     * Opens an existing file; one process at a time can.
     *
     * @throws DashboardException when the file is absent, not a statistics file, or open elsewhere
     */
    public static StatsStorage open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DashboardException("There is no statistics file " + file + ".");
        }
        return openOrCreate(file);
    }

    static StatsStorage openOrCreate(Path file) {
        try {
            return new FileStatsStorage(file.toFile());
        } catch (DBException.FileLocked e) {
            throw new DashboardException(
                    "The statistics file " + file + " is open already, probably in the run that writes it. It can be"
                            + " shown by that run's own dashboard, or when the run has ended.",
                    e);
        } catch (DBException e) {
            throw new DashboardException(
                    "The file " + file + " is damaged or is no statistics file: " + e.getMessage(), e);
        }
    }

    /** Closes a storage whose file is no longer needed. */
    public static void close(StatsStorage storage) {
        try {
            if (!storage.isClosed()) {
                storage.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the statistics file", e);
        }
    }
}
