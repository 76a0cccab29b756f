package org.dl4jlab.experiments.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dl4jlab.training.StopSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets work end in good order when the JVM is told to go (Ctrl-C, SIGTERM): asks it to stop, waits until this object is
 * closed, and ends the process with code 130.
 */
final class Interruption implements StopSignal, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Interruption.class);
    private static final long SECONDS_TO_WAIT = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "interruption");
    private final Switch stop = new Switch();

    private Interruption() {}

    /** From now on, a request to end is answered here. */
    static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    @Override
    public boolean requested() {
        return stop.requested();
    }

    @Override
    public <T> T interruptible(Supplier<T> work) throws InterruptedException {
        return stop.interruptible(work);
    }

    /** The work has ended, on its own or because it was asked to. */
    @Override
    public void close() {
        finished.countDown();
        if (!stop.requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is already going down; the hook will find the work finished.
            }
        }
    }

    private void shutDown() {
        stop.stop();
        if (finished.getCount() == 0) {
            return;
        }
        log.info("Stopping: saving what there is ...");
        try {
            if (!finished.await(SECONDS_TO_WAIT, TimeUnit.SECONDS)) {
                log.warn("The run did not stop within {} s; giving up on it.", SECONDS_TO_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A JVM that ends by SIGTERM would report 143.
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
}
