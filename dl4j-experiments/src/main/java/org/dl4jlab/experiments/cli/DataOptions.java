package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.store.DataStore;
import picocli.CommandLine.Option;

/** Where data sets are kept. */
final class DataOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "<folder>",
            description = "Folder of the data sets. Default: $DL4JLAB_DATA, else ~/.cache/dl4j-lab.")
    private Path folder;

    /** As given by the user. */
    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    DataStore store() {
        return folder == null ? DataStore.standard() : DataStore.standard().withCache(folder);
    }
}
