package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dl4jlab.data.catalog.DataFile;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the experiments, the networks and the data sets. */
@Command(
        name = "list",
        description = "Lists the experiments; 'list networks' and 'list data' the networks and the data sets.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Mixin
    private JsonOutput json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return json.around(spec, this::list);
    }

    private int list() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Experiment> experiments = LabCommand.program(spec).experiments();
        if (json.isWanted()) {
            json.write(spec, JsonText.of(experiments));
        }
        if (!json.isPrinted()) {
            print(experiments, out);
        }
        return ExitCode.DONE;
    }

    static void print(List<Experiment> experiments, PrintWriter out) {
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
    }

    @Command(
            description =
                    "Lists the networks: parameters and multiply-adds of one image in the form that each is known for,"
                            + " and the smallest image it takes.",
            mixinStandardHelpOptions = true)
    int networks() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%-20s %-12s %12s %15s %9s%n",
                "name",
                "images",
                "parameters",
                "multiply-adds",
                "smallest");
        for (NetworkDefinition network : Networks.all()) {
            NetworkSummary summary = network.summary(network.defaults());
            out.printf(
                    Locale.ROOT,
                    "%-20s %-12s %,12d %,15d %9s%n%20s %s%n",
                    network.name(),
                    network.defaults().input(),
                    summary.parameters(),
                    summary.multiplyAdds(),
                    smallest(network),
                    "",
                    network.description());
        }
        out.println("Other sizes, channels and numbers of classes are taken too: run <experiment> --network <name>, or"
                + " train <data> --network <name>");
        out.flush();
        return ExitCode.DONE;
    }

    private static String smallest(NetworkDefinition network) {
        int channels = network.defaults().input().channels();
        int side = 1;
        while (network.refusal(network.defaults().withInput(new InputShape(channels, side, side)))
                .isPresent()) {
            side++;
        }
        return side + "x" + side;
    }

    @Command(
            description = "Lists the data sets: shape, images, classes, size and sources.",
            mixinStandardHelpOptions = true)
    int data() {
        PrintWriter out = spec.commandLine().getOut();
        for (DataSetSpec set : DataSets.all()) {
            long bytes = set.files().stream().mapToLong(DataFile::size).sum();
            out.printf(
                    Locale.ROOT,
                    "%-14s %s: %,d training and %,d test images %s, %d classes, %,d MB%n",
                    set.id(),
                    set.title(),
                    set.train().images(),
                    set.test().images(),
                    set.shape(),
                    set.classCount(),
                    Math.round(bytes / 1e6));
            set.sources().forEach(source -> out.printf(Locale.ROOT, "%14s from %s%n", "", source.title()));
        }
        out.println("A folder of your own pictures goes wherever a data set goes: train <folder>, data show <folder>");
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
