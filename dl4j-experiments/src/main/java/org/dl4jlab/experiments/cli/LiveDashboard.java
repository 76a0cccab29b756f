package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.experiments.dashboard.sweeps.LiveSweep;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.ui.Dashboard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The dashboard beside a command that works for a while, if the user wants one. */
final class LiveDashboard {

    private static final Logger log = LoggerFactory.getLogger(LiveDashboard.class);

    @Option(
            names = "--ui",
            description =
                    "Shows the work in a browser while it goes on, with DL4J's or Arbiter's own pages, and its result"
                            + " afterwards, until Ctrl-C.")
    private boolean ui;

    @Option(names = "--ui-exit", description = "Like --ui, but the dashboard ends with the work.")
    private boolean uiExit;

    @Mixin
    private DashboardServer server;

    /** Whether the user wants to look on. */
    boolean isWanted() {
        return ui || uiExit;
    }

    /**
     * Refuses options of a dashboard that is not wanted.
     *
     * @throws InvalidInputException if one was given
     */
    void refuseUnused(CommandSpec command) {
        List<String> ofServer = OptionMode.mixin(command, "server").orElseThrow().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        List<String> unused = command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(ofServer::contains)
                .distinct()
                .toList();
        if (!isWanted() && !unused.isEmpty()) {
            throw new InvalidInputException(String.join(" and ", unused) + (unused.size() == 1 ? " has" : " have")
                    + " no effect without --ui; add it, or leave out " + String.join(" and ", unused) + ".");
        }
    }

    /**
     * Works beside a dashboard and, with {@code --ui}, keeps it afterwards.
     *
     * @param program that the command belongs to
     * @param runs folder of the runs
     * @param sweeps folder of the sweeps
     * @param live hears of the sweep of this process
     * @param work starts after the dashboard, so that a port that is taken costs no training
     * @return an exit code, the work's if it failed
     */
    int beside(LabProgram program, Path runs, Path sweeps, LiveSweep live, Work work) throws Exception {
        try (Dashboard dashboard = server.start(program, runs, sweeps, live)) {
            int code = work.run(dashboard);
            if (code != ExitCode.DONE || uiExit) {
                return code;
            }
            log.info("The dashboard stays: {}", dashboard.address());
            return DashboardServer.serve(dashboard);
        }
    }

    /** What is shown while it runs. */
    @FunctionalInterface
    interface Work {
        /** Answers an exit code. */
        int run(Dashboard dashboard) throws Exception;
    }
}
