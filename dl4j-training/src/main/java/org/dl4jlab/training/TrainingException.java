package org.dl4jlab.training;

/** Training cannot go on. The message says at which step, why, and what to change. */
public final class TrainingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TrainingException(String message) {
        super(message);
    }
}
