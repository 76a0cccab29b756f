package org.dl4jlab.engine.runtime;

import org.nd4j.linalg.factory.Nd4j;

/** Finds out whether ND4J has a backend that works here, before a network needs it. */
public final class Backends {

    private Backends() {}

    /**
     * Loads ND4J.
     *
     * @throws BackendException if no backend on the class path can run on this machine
     */
    public static void requireUsable() {
        try {
            Nd4j.getBackend();
        } catch (LinkageError | RuntimeException e) {
            throw new BackendException("ND4J did not start: " + rootCause(e), e);
        }
    }

    private static Throwable rootCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause;
    }
}
