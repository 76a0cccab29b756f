package org.dl4jlab.engine.network;

import org.dl4jlab.engine.onednn.Precision;

/**
 * How a network is run.
 *
 * @param threads OpenMP threads; 0 leaves the choice to the engine, by the size of the network
 * @param precision of the numbers that convolutions multiply
 */
public record EngineOptions(int threads, Precision precision) {
    /** {@code float32} (the default) or {@code bfloat16}. */
    public static final String PRECISION_PROPERTY = "dl4jlab.engine.precision";

    /** Checks the values. */
    public EngineOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (choose by network) or more, but got " + threads);
        }
    }

    /**
     * With the precision that {@value #PRECISION_PROPERTY} says.
     *
     * @throws IllegalArgumentException if that property has another value than the two
     */
    public EngineOptions(int threads) {
        this(threads, precisionOfProperty());
    }

    /** The engine's own choices, within the system property {@code dl4jlab.threads}. */
    public static EngineOptions defaults() {
        return new EngineOptions(0);
    }

    /**
     * The engine's own choices but for the precision.
     *
     * @param precision {@code float32} or {@code bfloat16}
     * @throws IllegalArgumentException if it is neither
     */
    public static EngineOptions ofPrecision(String precision) {
        return new EngineOptions(0, Precision.of(precision));
    }

    private static Precision precisionOfProperty() {
        try {
            return Precision.of(System.getProperty(PRECISION_PROPERTY, Precision.FLOAT.title()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PRECISION_PROPERTY + ": " + e.getMessage(), e);
        }
    }
}
