package org.dl4jlab.training.internal.runner;

import java.io.IOException;
import org.dl4jlab.training.internal.run.RunFolder;

/**
 * Hears how runs go, for example to draw their pictures and write their reports. A listener that fails costs what it
 * would have made, not the run: the failure is logged as a warning.
 */
public interface RunListener {

    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** Called when a run has its result, before its record says that it is done. */
    default void tested(TestedRun run) throws IOException {}

    /** Called when the record of a run is final: done, failed or interrupted. */
    default void ended(RunFolder folder) throws IOException {}
}
