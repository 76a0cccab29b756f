package org.dl4jlab.engine.network;

import java.util.List;
import org.dl4jlab.engine.graph.Unsupported;

/** A network that runs on plans where it can. */
public interface Accelerated {
    /**
     * Why something ran on DL4J's own path instead, each reason once: unsupported layers (the whole
     * network then runs on DL4J), updaters (only the update does), or single calls. Empty as long as
     * everything ran on plans.
     */
    List<Unsupported> fallbacks();
}
