package org.dl4jlab.training.internal.runner;

import java.util.concurrent.Callable;

/** Tells a run that the user wants it to stop. */
public interface StopSignal {

    /** Never stops anything. */
    StopSignal NEVER = new StopSignal() {
        @Override
        public boolean requested() {
            return false;
        }

        @Override
        public <T> T interruptible(Callable<T> work) throws Exception {
            return work.call();
        }
    };

    /** Whether the run should end in good order as soon as it can. Cheap. */
    boolean requested();

    /**
     * Does work that may block for long, such as a download. A stop interrupts the thread in here, and nowhere else: an
     * interrupted thread could not write its checkpoint.
     */
    <T> T interruptible(Callable<T> work) throws Exception;
}
