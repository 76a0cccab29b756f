package org.dl4jlab.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jlab.experiments.settings.InvalidInputException;
import org.dl4jlab.ui.Dashboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows all runs in a browser. */
@Command(
        name = "ui",
        description = "Shows all runs in a browser, finished ones and those that train now, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UiCommand implements Callable<Integer> {

    private static final Path USUAL_FOLDER = Path.of("runs");

    @Parameters(
            paramLabel = "<runs folder>",
            arity = "0..1",
            defaultValue = "runs",
            description = "Folder with the runs. Default: ${DEFAULT-VALUE}.")
    private Path runs;

    @Mixin
    private DashboardServer server;

    @Override
    public Integer call() {
        if (!Files.isDirectory(runs) && !(runs.equals(USUAL_FOLDER) && Files.notExists(runs))) {
            throw new InvalidInputException("There is no folder of runs " + runs.toAbsolutePath() + ".");
        }
        try (Dashboard dashboard = server.start(runs)) {
            return DashboardServer.serve(dashboard);
        }
    }
}
