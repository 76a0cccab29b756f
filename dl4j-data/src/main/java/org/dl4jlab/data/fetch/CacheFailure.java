package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.data.file.FileFailure;

/** The cache itself cannot be written: no other source would help. */
final class CacheFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CacheFailure(Path file, IOException cause) {
        super("Cannot write " + file + ": " + FileFailure.reason(cause), cause);
    }
}
