package org.dl4jlab.training.internal.runner;

import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.internal.run.RunFolder;

/** Looks over the shoulder of runs while they train, for example to show them in a browser. */
@FunctionalInterface
public interface RunWatcher {

    /** Watches nothing. */
    RunWatcher NONE = (folder, network) -> () -> {};

    /** One run under observation; closed when its training has ended, well or not. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Called before training begins.
     *
     * @param folder of the run
     * @param network to which listeners may be added
     */
    Watch begin(RunFolder folder, Model network);
}
