package org.dl4jlab.data.fetch;

import java.io.EOFException;
import java.io.IOException;
import org.dl4jlab.data.file.FileFailure;

/** A source could not deliver; the next one is asked. The message is one clause of the final report. */
final class SourceFailure extends IOException {

    private static final long serialVersionUID = 1L;

    SourceFailure(String message) {
        super(message);
    }

    SourceFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Why reading failed, for people; not all exceptions of the JDK and of libraries say it themselves. */
    static String reason(IOException e) {
        if (e instanceof EOFException && e.getMessage() == null) {
            return "ends too early";
        }
        return FileFailure.reason(e);
    }
}
