package org.dl4jlab.engine.network;

/**
 * How a network is run.
 *
 * @param threads OpenMP threads; 0 leaves the choice to the engine, by the size of the network
 */
public record EngineOptions(int threads) {
    /** Checks the values. */
    public EngineOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (choose by network) or more, but got " + threads);
        }
    }

    /** The engine's own choices, within the system property {@code dl4jlab.threads}. */
    public static EngineOptions defaults() {
        return new EngineOptions(0);
    }
}
