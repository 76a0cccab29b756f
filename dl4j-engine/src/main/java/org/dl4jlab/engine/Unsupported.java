package org.dl4jlab.engine;

/**
 * One reason why a network, or one call on it, runs on DL4J's own path.
 *
 * @param layer name of the layer, vertex or setting
 * @param reason what about it is not supported
 */
public record Unsupported(String layer, String reason) {
    @Override
    public String toString() {
        return layer + ": " + reason;
    }
}
