package org.dl4jlab.training;

import java.util.function.Supplier;

/** Tells a run that it should end in good order: a checkpoint is written, and the run can be resumed. */
@FunctionalInterface
public interface StopSignal {

    /** Never stops anything. */
    StopSignal NEVER = () -> false;

    /** Whether work should end as soon as it can. Cheap, and asked before every step. */
    boolean requested();

    /**
     * Does work that may block for long, such as a download. A stop may interrupt the thread in here, and nowhere else:
     * an interrupted thread could not write its checkpoint.
     *
     * @throws InterruptedException if the stop was asked for before the work began or has ended it
     */
    default <T> T interruptible(Supplier<T> work) throws InterruptedException {
        return work.get();
    }

    /** A signal to be given by a call of {@link #stop()}, from any thread. */
    final class Switch implements StopSignal {

        private volatile boolean requested;
        private Thread blocked;

        /** Asks for the stop; asking again does nothing. */
        public synchronized void stop() {
            requested = true;
            if (blocked != null) {
                blocked.interrupt();
            }
        }

        @Override
        public boolean requested() {
            return requested;
        }

        @Override
        public <T> T interruptible(Supplier<T> work) throws InterruptedException {
            synchronized (this) {
                if (requested) {
                    throw new InterruptedException("stopped before it began");
                }
                blocked = Thread.currentThread();
            }
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (requested) {
                    // Whatever it says, it ended because it was stopped.
                    InterruptedException stopped = new InterruptedException(e.getMessage());
                    stopped.initCause(e);
                    throw stopped;
                }
                throw e;
            } finally {
                synchronized (this) {
                    blocked = null;
                    if (requested) {
                        // An interrupt that came too late must not reach what follows.
                        Thread.interrupted();
                    }
                }
            }
        }
    }
}
