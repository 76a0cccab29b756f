package org.dl4jlab.experiments.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.ui.Dashboard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all runs and sweeps in a browser. */
@Command(
        name = "ui",
        description = "Shows all runs and sweeps in a browser, finished ones and those under way, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class UiCommand implements Callable<Integer> {

    /** Where runs are kept unless the user says otherwise. */
    static final Path DEFAULT_FOLDER = Path.of("runs");

    @Parameters(
            paramLabel = "<runs folder>",
            arity = "0..1",
            defaultValue = "runs",
            description = "Folder with the runs. Default: ${DEFAULT-VALUE}.")
    private Path runs;

    @Option(
            names = "--sweeps-dir",
            paramLabel = "<folder>",
            defaultValue = "sweeps",
            description = "Folder with the sweeps. Default: ${DEFAULT-VALUE}.")
    private Path sweeps;

    @Mixin
    private DashboardServer server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!Files.isDirectory(runs) && !(runs.equals(DEFAULT_FOLDER) && Files.notExists(runs))) {
            throw new InvalidInputException("There is no folder of runs " + runs.toAbsolutePath() + ".");
        }
        try (Dashboard dashboard = server.start(LabCommand.program(spec), runs, sweeps)) {
            return DashboardServer.serve(dashboard);
        }
    }
}
