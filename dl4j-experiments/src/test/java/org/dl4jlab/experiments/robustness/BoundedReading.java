package org.dl4jlab.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dl4jlab.data.DataException;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.ui.server.DashboardException;

/** Runs readers of input that may be damaged: each must answer or refuse in a sentence, and take two seconds at most. */
final class BoundedReading implements AutoCloseable {

    private static final int MOST_SECONDS = 2;
    private static final int HANGS_AFTER_SECONDS = 60;

    /** Reads something; everything that it may say is thrown as one of the exceptions in {@link #isRefusal}. */
    @FunctionalInterface
    interface Reading {
        void run() throws Exception;
    }

    private record Ended(Optional<Throwable> thrown, long cpuNanos) {}

    private final ExecutorService reader = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /**
     * Reads what is whole: only an exception is a failure, since the first of a kind also loads classes.
     *
     * @param what in messages
     */
    void whole(String what, Reading reading) throws Exception {
        read(what, reading);
    }

    /** Reads what is damaged. */
    void damaged(String what, Reading reading) throws Exception {
        long nanos = read(what, reading);
        // The work of all threads of this process, so that other processes of a busy machine change nothing.
        assertThat(nanos).as(what).isLessThan(TimeUnit.SECONDS.toNanos(MOST_SECONDS));
    }

    private long read(String what, Reading reading) throws Exception {
        Future<Ended> running = reader.submit(() -> ended(reading));
        Ended ended;
        try {
            ended = running.get(HANGS_AFTER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(what + " hangs", e);
        }
        ended.thrown().ifPresent(thrown -> {
            if (!isRefusal(thrown)) {
                fail(what + " was answered with " + thrown, thrown);
            }
            assertThat(thrown).as(what).message().isNotBlank();
        });
        return ended.cpuNanos();
    }

    private Ended ended(Reading reading) {
        long start = process.getProcessCpuTime();
        Optional<Throwable> thrown = Optional.empty();
        try {
            reading.run();
        } catch (Throwable e) {
            thrown = Optional.of(e);
        }
        return new Ended(thrown, process.getProcessCpuTime() - start);
    }

    private static boolean isRefusal(Throwable e) {
        return e instanceof IOException
                || e instanceof InvalidInputException
                || e instanceof DataException
                || e instanceof DashboardException;
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
