package org.dl4jlab.training.internal.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinWorkerThread;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.helpers.BasicMarkerFactory;

/**
 * Copies what is logged into a run's log file for as long as it is open: by the thread that opened it, by threads that this
 * thread started since, and by threads that belong to no open run. So two runs in one process each have a log of their own,
 * and a run within a sweep is in the log of both. What this library says ({@link #logger}) is written to the file in any case,
 * at level DEBUG and above. What others say is added if SLF4J is bound to a back end that can be asked for it
 * ({@link LogBackEnd}), as far as that is configured to log it.
 */
public final class RunLog implements AutoCloseable {

    /** Of SLF4J itself, as asking its back end for markers would start it. */
    private static final IMarkerFactory MARKERS = new BasicMarkerFactory();

    /** Marks what this library has written to the file itself, so that the back end does not write it again. */
    static final Marker WRITTEN = MARKERS.getDetachedMarker("DL4JLAB");

    /** Marks what belongs into the log file only, such as a stack trace behind an error that is shown in one line. */
    public static final Marker FILE_ONLY = fileOnly();

    /** Lines of a thread whose diagnostic context (MDC) has this key with the value {@link #OFF} are not shown. */
    public static final String CONSOLE = "console";

    public static final String OFF = "off";

    private static final List<RunLog> OPEN = new CopyOnWriteArrayList<>();

    /** The log of the run that a thread works for. */
    private static final InheritableThreadLocal<RunLog> OF_THREAD = new InheritableThreadLocal<>();

    private final LogFile file;
    private final RunLog outer;
    private final LogBackEnd.Copy copy;

    private RunLog(LogFile file, RunLog outer) {
        this.file = file;
        this.outer = outer;
        this.copy = LogBackEnd.bound().copyTo(line -> {
            if (hears()) {
                file.write(line);
            }
        });
    }

    /**
     * Starts to copy into a file, which is made or appended to.
     *
     * @throws IOException if the file can be neither made nor opened
     */
    public static RunLog open(Path path) throws IOException {
        RunLog log = new RunLog(new LogFile(path), ofThread());
        OPEN.add(log);
        OF_THREAD.set(log);
        return log;
    }

    /** A logger for a class of this library: SLF4J's, whose lines also reach the files of open runs. */
    public static Logger logger(Class<?> type) {
        return new RunLogger(type.getName());
    }

    static boolean isOpen() {
        return !OPEN.isEmpty();
    }

    static void write(LogLine line) {
        OPEN.stream().filter(RunLog::hears).forEach(log -> log.file.write(line));
    }

    /** Whether what this thread says belongs into this log. */
    private boolean hears() {
        RunLog own = ofThread();
        if (own == null) {
            return true;
        }
        for (RunLog log = own; log != null; log = log.outer) {
            if (log == this) {
                return true;
            }
        }
        return false;
    }

    /** The innermost open log of the run that this thread works for; null if it works for none. */
    private static RunLog ofThread() {
        // A pool's threads outlive the run that happened to start them, and work for all.
        RunLog log = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : OF_THREAD.get();
        while (log != null && !OPEN.contains(log)) {
            log = log.outer;
        }
        return log;
    }

    @Override
    public void close() {
        copy.close();
        OPEN.remove(this);
        if (OF_THREAD.get() == this) {
            OF_THREAD.set(outer);
        }
        file.close();
    }

    private static Marker fileOnly() {
        Marker marker = MARKERS.getDetachedMarker("FILE_ONLY");
        marker.add(WRITTEN);
        return marker;
    }
}
