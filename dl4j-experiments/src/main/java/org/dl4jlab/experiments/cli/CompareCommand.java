package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.FinishedRun;
import org.dl4jlab.reports.page.ComparisonReport;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.run.DatedFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets runs side by side and tells whether they differ by more than the noise between seeds. */
@Command(
        name = "compare",
        description = "Compares runs: settings that differ, curves, mean and standard deviation over the seeds, and"
                + " whether a difference is larger than the seed noise.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "<run>",
            arity = "1..*",
            description = "Run folders, their names inside of --runs-dir, or folders that hold run folders. Runs that"
                    + " differ only in their seed form one group.")
    private List<Path> named;

    @Option(
            names = "--report",
            paramLabel = "<folder>",
            description = "Where compare.html and its pictures are written. Default: compare-<time> inside of"
                    + " --runs-dir.")
    private Path report;

    @Mixin
    private JsonOutput json;

    @Mixin
    private RunOptions runs;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return json.around(spec, this::compare);
    }

    private int compare() throws IOException {
        PrintWriter out = json.isPrinted()
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        Comparison comparison = Comparison.of(finished(out));
        Path page = ComparisonReport.write(comparison, folder());
        if (json.isWanted()) {
            json.write(spec, JsonText.of(comparison, page));
        }
        if (!json.isPrinted()) {
            out.print(ComparisonText.of(comparison));
            out.println("Report: " + page);
        }
        out.flush();
        return ExitCode.DONE;
    }

    /** Runs named one by one must have a result; of those found in a folder, the others are passed over. */
    private List<FinishedRun> finished(PrintWriter out) throws IOException {
        List<FinishedRun> finished = new ArrayList<>();
        for (Path path : named) {
            List<Path> inside = runs.inside(path);
            if (inside.isEmpty()) {
                Run run = runs.find(path);
                Optional<String> reason = FinishedRun.whyUnfinished(run);
                if (reason.isPresent()) {
                    throw new InvalidInputException(run.path() + " " + reason.get() + "; leave it out.");
                }
                finished.add(FinishedRun.read(run));
            }
            int before = finished.size();
            for (Path folder : inside) {
                try {
                    Run run = runs.find(folder);
                    Optional<String> reason = FinishedRun.whyUnfinished(run);
                    if (reason.isPresent()) {
                        out.println("Left out: " + run.path() + " " + reason.get());
                    } else {
                        finished.add(FinishedRun.read(run));
                    }
                } catch (IOException e) {
                    // One odd folder costs itself.
                    out.println("Left out: " + e.getMessage());
                }
            }
            if (finished.size() == before && !inside.isEmpty()) {
                throw new InvalidInputException("No run in " + path + " has a result.");
            }
        }
        return finished;
    }

    private Path folder() {
        return report != null ? report : runs.folder().resolve(DatedFolder.name("compare", LocalDateTime.now()));
    }
}
