package org.dl4jlab.engine;

import java.util.Locale;
import java.util.Optional;

/**
 * How a network is run.
 *
 * @param threads at most so many threads compute a network; a small one gets fewer. 0 stands for as many as OpenMP has
 * @param precision of the numbers that convolutions multiply
 */
public record EngineOptions(int threads, Precision precision) {
    /** Read by {@link #fromSystemProperties}: {@code on} (the default) or {@code off}. */
    public static final String SWITCH_PROPERTY = "dl4jlab.engine";

    /** Read by {@link #fromSystemProperties}: {@code float32} (the default) or {@code bfloat16}. */
    public static final String PRECISION_PROPERTY = "dl4jlab.engine.precision";

    private static final EngineOptions DEFAULTS = new EngineOptions(0, Precision.FLOAT);

    /** Checks the values. */
    public EngineOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be 0 (as many as OpenMP has) or more, but got " + threads);
        }
        if (precision == null) {
            throw new IllegalArgumentException("precision must be float32 or bfloat16, but got null");
        }
    }

    /** The engine's own choices, in single precision. No system property counts. */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /**
     * What the system properties ask for. It is for a program's {@code main}: nothing else in this module reads them.
     *
     * @return the options; empty if {@value #SWITCH_PROPERTY} is {@code off}, and networks are to stay as they are
     * @throws IllegalArgumentException if a property has a value that is none of its own
     */
    public static Optional<EngineOptions> fromSystemProperties() {
        String on = System.getProperty(SWITCH_PROPERTY, "on");
        Precision precision = precisionOfProperty();
        return switch (on.toLowerCase(Locale.ROOT)) {
            case "on" -> Optional.of(DEFAULTS.withPrecision(precision));
            case "off" -> Optional.empty();
            default -> throw new IllegalArgumentException(SWITCH_PROPERTY + " must be on or off, but got '" + on + "'");
        };
    }

    /** With another limit of threads; 0 stands for as many as OpenMP has. */
    public EngineOptions withThreads(int value) {
        return new EngineOptions(value, precision);
    }

    /** With another precision. */
    public EngineOptions withPrecision(Precision value) {
        return new EngineOptions(threads, value);
    }

    private static Precision precisionOfProperty() {
        try {
            return Precision.of(System.getProperty(PRECISION_PROPERTY, Precision.FLOAT.title()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PRECISION_PROPERTY + ": " + e.getMessage(), e);
        }
    }
}
