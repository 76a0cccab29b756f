package org.dl4jlab.training;

import java.nio.file.Path;

/** A run ended in an error. The message is the cause's; the stack trace is in the run's log file. */
public final class RunFailedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Path logFile;

    public RunFailedException(Path logFile, String message, Throwable cause) {
        super(message, cause);
        this.logFile = logFile;
    }

    /** Where the details are. */
    public Path logFile() {
        return logFile;
    }
}
