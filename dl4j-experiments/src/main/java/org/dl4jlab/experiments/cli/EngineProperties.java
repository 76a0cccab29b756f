package org.dl4jlab.experiments.cli;

import java.util.Optional;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.training.InvalidInputException;

/** The engine's system properties, read for a command that trains. */
final class EngineProperties {

    private EngineProperties() {}

    /**
     * How the engine is to run networks; empty if it is switched off.
     *
     * @throws InvalidInputException if a property has a value that is none of its own
     */
    static Optional<EngineOptions> read() {
        try {
            return EngineOptions.fromSystemProperties();
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(e.getMessage() + ".");
        }
    }

    /**
     * Whether the engine is on, for a command that trains in single precision only.
     *
     * @throws InvalidInputException if a property has a value that is none of its own, or asks for another precision
     */
    static boolean isOnInSinglePrecision() {
        Optional<EngineOptions> asked = read();
        if (asked.filter(options -> options.precision() != Precision.FLOAT).isPresent()) {
            throw new InvalidInputException("A sweep trains in float32, but " + EngineOptions.PRECISION_PROPERTY
                    + " says " + asked.get().precision().title() + ". Leave the property out.");
        }
        return asked.isPresent();
    }
}
