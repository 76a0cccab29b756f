package org.dl4jlab.reports.picture;

/** A picture cannot be drawn on this machine; the message tells the user why and what to do. */
public final class PictureException extends RuntimeException {

    public PictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
