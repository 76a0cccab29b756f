package org.dl4jlab.engine.graph;

import org.dl4jlab.engine.Unsupported;

/** A part of a network that no plan can run; the network then runs on DL4J's own path. */
public final class UnsupportedNetworkException extends RuntimeException {
    private final transient Unsupported unsupported;

    /**
     * @param layer name of the layer, vertex or setting
     * @param reason what about it is not supported
     */
    public UnsupportedNetworkException(String layer, String reason) {
        super(layer + ": " + reason);
        this.unsupported = new Unsupported(layer, reason);
    }

    /** The layer and the reason as data. */
    public Unsupported unsupported() {
        return unsupported;
    }
}
