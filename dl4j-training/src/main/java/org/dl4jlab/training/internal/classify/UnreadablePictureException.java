package org.dl4jlab.training.internal.classify;

import java.io.IOException;

/** A picture cannot be used. The message is one sentence that names it, says why, and what to do. */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1;

    public UnreadablePictureException(String message) {
        super(message);
    }

    public UnreadablePictureException(String message, Throwable cause) {
        super(message, cause);
    }
}
