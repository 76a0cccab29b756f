package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class RunOptions {

    @Option(
            names = "--runs-dir",
            paramLabel = "<folder>",
            defaultValue = "runs",
            description = "Folder in which each run makes its own. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    Path folder() {
        return folder;
    }
}
