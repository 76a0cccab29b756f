package org.dl4jlab.bench.measure;

/** A contender could not be measured. */
public final class MeasurementException extends RuntimeException {

    MeasurementException(String message) {
        super(message);
    }

    MeasurementException(String message, Throwable cause) {
        super(message, cause);
    }
}
