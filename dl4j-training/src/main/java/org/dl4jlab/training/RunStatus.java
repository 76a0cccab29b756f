package org.dl4jlab.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run has come. If a run folder says {@link #RUNNING} and no process holds its lock, the run was killed. */
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
