package org.dl4jlab.ui.statistics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.deeplearning4j.core.storage.StatsStorage;
import org.dl4jlab.ui.server.DashboardException;

/**
 * Opens files of training statistics. They may come from anybody: nothing in them is executed or deserialized, and no size
 * in them is believed. Files of DL4J's own {@code FileStatsStorage} are not opened, since those name classes and hold
 * serialized Java objects.
 */
public final class StatisticsFile {

    private StatisticsFile() {}

    /**
     * Opens an existing file to read it, alone or while a run writes it.
     *
     * @throws DashboardException when the file is absent or not a statistics file
     */
    public static StatsStorage open(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DashboardException("There is no statistics file " + file + ".");
        }
        try {
            return RecordStorage.reading(file.toString(), RecordLog.open(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The same to write it; the file is made when there is none. */
    static StatsStorage openOrCreate(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new DashboardException("Statistics cannot be written to " + file + ": it is no file.");
        }
        try {
            RecordLog log = RecordLog.openToAppend(file)
                    .orElseThrow(() -> new DashboardException(
                            "The statistics file " + file + " is open already, probably in the run that writes it."));
            return RecordStorage.writing(file.toString(), log);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DashboardException unreadable(Path file, IOException e) {
        return new DashboardException(
                "The file " + file + " cannot be opened as a statistics file: " + e.getMessage()
                        + ". (Those of DL4J's FileStatsStorage are not opened: reading them can run code.)",
                e);
    }

    /**
     * Takes in what was appended to a file since it was opened.
     *
     * @return whether the storage shows the file as it is; if not, it must be closed and the file opened again
     */
    public static boolean refresh(StatsStorage storage) {
        return storage instanceof RecordStorage records ? records.refresh() : !storage.isClosed();
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
