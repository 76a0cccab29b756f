package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.store.DataStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the data of a run come from. */
final class LoadOptions {

    @Mixin
    private DataOptions data;

    @Option(names = "--offline", description = "Uses only data sets that are on this machine, and fetches nothing.")
    private boolean offline;

    /** The folder that the user named for data; empty for the usual one. */
    Optional<Path> memory() {
        return data.folder();
    }

    DataStore store() {
        return offline ? data.store().offline() : data.store();
    }
}
