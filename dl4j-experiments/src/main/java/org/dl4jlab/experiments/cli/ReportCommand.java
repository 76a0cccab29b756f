package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.dl4jlab.experiments.report.RunReport;
import org.dl4jlab.experiments.run.RunFolder;
import org.dl4jlab.experiments.settings.InvalidInputException;
import org.dl4jlab.experiments.settings.NearestName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of an earlier run again. */
@Command(
        name = "report",
        description = "Writes report.html of an earlier run again, from what its folder holds.",
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
        Path page = RunReport.write(find().path());
        spec.commandLine().getOut().println("Report: " + page);
        spec.commandLine().getOut().flush();
        return ExitCode.DONE;
    }

    private RunFolder find() throws IOException {
        if (Files.isDirectory(run)) {
            return RunFolder.open(run);
        }
        Path inside = runs.folder().resolve(run);
        if (Files.isDirectory(inside)) {
            return RunFolder.open(inside);
        }
        throw new InvalidInputException(NearestName.explain("run", run.toString(), names()) + " Runs are looked for in "
                + runs.folder().toAbsolutePath() + "; choose another place with --runs-dir.");
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(runs.folder())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs.folder())) {
            return folders.filter(folder -> Files.isRegularFile(new RunFolder(folder).recordFile()))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
