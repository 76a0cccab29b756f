package org.dl4jlab.ui.server;

/** The dashboard could not do what was asked; the message says what was wrong and what to do. */
public final class DashboardException extends RuntimeException {

    public DashboardException(String message) {
        super(message);
    }

    public DashboardException(String message, Throwable cause) {
        super(message, cause);
    }
}
