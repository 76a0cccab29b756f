package org.dl4jlab.engine.runtime;

/** ND4J cannot run on this machine. The message is the whole story for the user. */
public final class BackendException extends RuntimeException {

    BackendException(String message) {
        super(message);
    }

    BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
