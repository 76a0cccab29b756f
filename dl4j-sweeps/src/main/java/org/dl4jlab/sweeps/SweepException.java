package org.dl4jlab.sweeps;

/** A sweep cannot go on. The message says why, and what to do. */
public final class SweepException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SweepException(String message) {
        super(message);
    }

    public SweepException(String message, Throwable cause) {
        super(message, cause);
    }
}
