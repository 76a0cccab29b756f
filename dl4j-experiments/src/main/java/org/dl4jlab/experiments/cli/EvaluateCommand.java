package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.dl4jlab.reports.page.EvaluationReport;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.ResultMetrics;
import org.dl4jlab.training.internal.runner.MetricsText;
import org.dl4jlab.training.parallel.ParallelCluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests an earlier run's network on other labelled images. */
@Command(
        name = "evaluate",
        description = "Tests the network of an earlier run on other labelled images.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Classes are matched by name: a folder may have fewer than the network, but no others.",
            "Every picture of a folder is used, whatever part it lies in; of a data set, its test images.",
            "Pictures that are left out are named, and the exit code is then 1.",
            "With --master, the data are a folder at a path that every machine sees. See docs/parallel.md."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final OptionMode ON_A_CLUSTER = new OptionMode(
            ClusterOption.NAME, Set.of(), Set.of("runs"), "evaluates on a folder that every machine sees");

    @Parameters(index = "0", paramLabel = "<run>", description = "A run folder, or its name inside of --runs-dir.")
    private Path run;

    @Parameters(
            index = "1",
            paramLabel = "<data>",
            description = "A folder of pictures by class, an archive or a manifest, or a data set by name.")
    private String data;

    @Mixin
    private LoadOptions dataOptions;

    @Mixin
    private RunOptions runs;

    @Mixin
    private ClusterOption cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Interruption interruption = Interruption.listen()) {
            LabOptions options = LabOptions.defaults()
                    .withDataStore(dataOptions.store())
                    .withListener(Terminal.progress())
                    .withStop(interruption);
            DataEvaluation found = cluster.isWanted()
                    ? evaluateThere(options)
                    : Lab.in(runs.folder(), options).evaluate(runs.find(run), new PictureOptions().source(data));
            print(found, EvaluationReport.write(found.folder()));
            return found.leftOut().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        } catch (CancellationException e) {
            return ExitCode.INTERRUPTED;
        }
    }

    private DataEvaluation evaluateThere(LabOptions options) throws IOException {
        ON_A_CLUSTER.check(spec);
        if (!new PictureOptions().isFolder(data)) {
            throw new InvalidInputException(ClusterOption.NAME + " evaluates on a folder of pictures by class, but "
                    + data + " is none; leave out " + ClusterOption.NAME + " for archives, manifests and data sets.");
        }
        Run asked = runs.find(run);
        try (ParallelCluster machines = cluster.connectParallel()) {
            return machines.evaluate(asked, Path.of(data), options);
        }
    }

    private void print(DataEvaluation found, Path report) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%s: average loss %.4f, accuracy %d/%d (%.2f%%)%n",
                found.data(),
                found.evaluation().averageLoss(),
                found.evaluation().correct(),
                found.evaluation().count(),
                100 * found.evaluation().accuracy());
        MetricsText.lines(ResultMetrics.of(ScoredImages.of(found.evaluation()), Optional.empty()))
                .forEach(out::println);
        out.println("Written: " + found.folder());
        out.println("Report: " + report);
        out.flush();
        found.leftOut().forEach(reason -> spec.commandLine().getErr().println("Left out: " + reason));
    }
}
