package org.dl4jlab.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
        List<Experiment> experiments = LabCommand.program(spec).experiments();
        int width = experiments.stream().mapToInt(e -> e.name().length()).max().orElse(0);
        for (Experiment experiment : experiments) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s  %s%n%" + width + "s  %s on %s%s%n%n",
                    experiment.name(),
                    experiment.question().orElse(""),
                    "",
                    experiment.network().name(),
                    experiment.data().title(),
                    experiment.expectation().map(ListCommand::text).orElse(""));
        }
        out.println("Run one with: dl4j-lab run <name>");
        out.flush();
        return ExitCode.DONE;
    }

    private static String text(Expectation expected) {
        return String.format(
                Locale.ROOT,
                "; expected accuracy %.0f%% to %.0f%%, about %d s",
                100 * expected.lowestAccuracy(),
                100 * expected.highestAccuracy(),
                expected.time().toSeconds());
    }
}
