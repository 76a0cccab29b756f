package org.dl4jlab.engine;

/** ND4J cannot run on this machine. The message is the whole story for the user. */
public final class BackendException extends RuntimeException {

    /** @param message what is wrong and what to do about it */
    public BackendException(String message) {
        super(message);
    }

    /** @param message what is wrong and what to do about it */
    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
