package org.dl4jlab.data.picture;

import java.io.IOException;

/**
 * A picture cannot be used. The message is the rest of a sentence about it, such as {@code "is a JPEG picture that was cut
 * off; get it again"}, so that whoever knows its name puts that in front.
 */
public final class UnreadablePictureException extends IOException {

    private static final long serialVersionUID = 1;

    public UnreadablePictureException(String reason) {
        super(reason);
    }

    public UnreadablePictureException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
