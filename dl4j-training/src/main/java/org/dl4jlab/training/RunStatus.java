package org.dl4jlab.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run has come. A run folder that says {@link #RUNNING} without a living process was killed. */
public enum RunStatus {
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("done")
    DONE,
    @JsonProperty("failed")
    FAILED,
    /** Stopped by Ctrl-C or SIGTERM; the folder holds the network as it was. */
    @JsonProperty("interrupted")
    INTERRUPTED
}
