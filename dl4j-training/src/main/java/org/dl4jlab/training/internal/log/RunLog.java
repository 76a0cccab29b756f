package org.dl4jlab.training.internal.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/**
 * Copies what is logged, by any thread, into a run's log file for as long as it is open. What this library says
 * ({@link #logger}) is written to the file in any case, at level DEBUG and above. What others say is added if SLF4J is bound
 * to a back end that can be asked for it ({@link LogBackEnd}), as far as that is configured to log it.
 */
public final class RunLog implements AutoCloseable {

    /** Marks what this library has written to the file itself, so that the back end does not write it again. */
    static final Marker WRITTEN = MarkerFactory.getMarker("DL4JLAB");

    /** Marks what belongs into the log file only, such as a stack trace behind an error that is shown in one line. */
    public static final Marker FILE_ONLY = fileOnly();

    /** Lines of a thread whose diagnostic context (MDC) has this key with the value {@link #OFF} are not shown. */
    public static final String CONSOLE = "console";

    public static final String OFF = "off";

    private static final List<LogFile> OPEN = new CopyOnWriteArrayList<>();

    private final LogFile file;
    private final LogBackEnd.Copy copy;

    private RunLog(LogFile file, LogBackEnd.Copy copy) {
        this.file = file;
        this.copy = copy;
    }

    /**
     * Starts to copy into a file, which is made or appended to.
     *
     * @throws IOException if the file can be neither made nor opened
     */
    public static RunLog open(Path path) throws IOException {
        LogFile file = new LogFile(path);
        OPEN.add(file);
        return new RunLog(file, LogBackEnd.bound().copyTo(file));
    }

    /** A logger for a class of this library: SLF4J's, whose lines also reach the files of open runs. */
    public static Logger logger(Class<?> type) {
        return new RunLogger(type.getName(), LoggerFactory.getLogger(type));
    }

    static boolean isOpen() {
        return !OPEN.isEmpty();
    }

    static void write(LogLine line) {
        OPEN.forEach(file -> file.write(line));
    }

    @Override
    public void close() {
        copy.close();
        OPEN.remove(file);
        file.close();
    }

    private static Marker fileOnly() {
        Marker marker = MarkerFactory.getMarker("FILE_ONLY");
        marker.add(WRITTEN);
        return marker;
    }
}
