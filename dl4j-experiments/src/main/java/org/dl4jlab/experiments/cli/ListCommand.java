package org.dl4jlab.experiments.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.experiments.experiment.Experiments;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the experiments. */
@Command(name = "list", description = "Lists the experiments.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int width = Experiments.all().stream()
                .mapToInt(e -> e.name().length())
                .max()
                .orElse(0);
        for (Experiment experiment : Experiments.all()) {
            Expectation expected = experiment.expectation();
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %s%n%" + width
                            + "s  %s on %s; expected accuracy %.0f%% to %.0f%%, about %d s%n%n",
                    experiment.name(),
                    experiment.question(),
                    "",
                    experiment.network().name(),
                    experiment.dataSet().title(),
                    100 * expected.lowestAccuracy(),
                    100 * expected.highestAccuracy(),
                    expected.time().toSeconds());
        }
        out.println("Run one with: dl4j-lab run <name>");
        out.flush();
        return ExitCode.DONE;
    }
}
