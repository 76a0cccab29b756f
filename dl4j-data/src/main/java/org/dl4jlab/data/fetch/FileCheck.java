package org.dl4jlab.data.fetch;

import java.nio.file.Path;
import org.dl4jlab.data.catalog.DataFile;

/**
 * What was found of one file of a data set.
 *
 * @param file as the catalogue has it
 * @param path where it was looked for
 * @param state good, missing or damaged
 * @param detail size or checksum, for people
 */
public record FileCheck(DataFile file, Path path, State state, String detail) {

    /** State of a file in the cache. */
    public enum State {
        GOOD,
        MISSING,
        DAMAGED
    }

    public boolean good() {
        return state == State.GOOD;
    }
}
