package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The cache itself cannot be written: no other source would help. */
final class CacheFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CacheFailure(Path file, IOException cause) {
        super("Cannot write " + file + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException fs && fs.getReason() != null) {
            return fs.getReason();
        }
        return cause.getMessage();
    }
}
