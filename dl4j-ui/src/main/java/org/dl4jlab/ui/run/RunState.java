package org.dl4jlab.ui.run;

/** How far a run has come. */
public enum RunState {
    RUNNING,
    FINISHED,
    /** Stopped by the user; it can be continued. */
    INTERRUPTED,
    FAILED
}
