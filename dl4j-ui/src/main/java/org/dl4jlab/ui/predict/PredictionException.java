package org.dl4jlab.ui.predict;

/** An image could not be answered. The message is one sentence for the viewer and tells nothing about the machine. */
public final class PredictionException extends Exception {

    private static final long serialVersionUID = 1;

    public PredictionException(String message) {
        super(message);
    }

    public PredictionException(String message, Throwable cause) {
        super(message, cause);
    }
}
