package org.dl4jlab.experiments.cli;

import org.dl4jlab.data.store.DataStore;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the data of a run come from. */
final class LoadOptions {

    @Mixin
    private DataOptions data;

    @Option(names = "--offline", description = "Uses only data sets that are on this machine, and fetches nothing.")
    private boolean offline;

    DataStore store() {
        return offline ? data.store().offline() : data.store();
    }
}
