package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.dl4jlab.reports.page.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of an earlier run again. */
@Command(
        name = "report",
        description = "Writes the report.html of an earlier run again, from the files in its folder.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<run>", description = "A run folder, or its name inside of --runs-dir.")
    private Path run;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path page = RunReport.write(runs.find(run).path());
        spec.commandLine().getOut().println("Report: " + page);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }
}
