package org.dl4jlab.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.models.registry.NearestName;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Pretrained;
import org.dl4jlab.training.internal.pretrained.NetworkFiles;
import org.dl4jlab.training.internal.runner.InputAdaptation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Another network or other weights than an experiment has, as a person types them. */
final class ExperimentOptions {

    private static final Logger log = LoggerFactory.getLogger(ExperimentOptions.class);

    @Option(
            names = "--network",
            paramLabel = "<network>",
            description = "A network by name ('list networks' shows all), or the architecture of a run folder, a"
                    + " model.zip or a configuration that DL4J wrote as JSON.")
    private String network;

    @Option(
            names = "--from",
            paramLabel = "<run or zip>",
            description =
                    "Starts from the weights of an earlier run or of a file that DL4J wrote, with a new last layer"
                            + " where the classes differ. See the settings firstLayers and firstLayersRate.")
    private Path from;

    @Mixin
    private PictureOptions pictures;

    PictureOptions pictures() {
        return pictures;
    }

    /** Whether a network or weights were chosen. */
    boolean chooseNetwork() {
        return network != null || from != null;
    }

    /**
     * An experiment with these choices; the same if there are none. What the original expects and asks does not hold for
     * another, which therefore has another name.
     *
     * @param data another data set or folder; null for the experiment's own
     * @throws InvalidInputException if something is not there or does not fit
     */
    Experiment apply(Experiment original, String data) throws IOException {
        if (data == null) {
            pictures.refuse("needs --data");
            if (!chooseNetwork()) {
                return original;
            }
        }
        if (network != null && from != null) {
            throw new InvalidInputException("--from brings its own network; leave out --network or it.");
        }
        DataSource source = data == null ? original.data() : pictures.source(data);
        String name = original.name() + (data == null ? "" : "-on-" + PictureOptions.id(data));
        Experiment changed;
        if (from != null) {
            Pretrained start = pretrained(from);
            name += "-from-" + start.network().name();
            changed = named(name).data(source).startingFrom(start);
        } else if (network != null) {
            NetworkDefinition chosen = network(network);
            name += "-with-" + chosen.name();
            changed = named(name).data(source).network(chosen);
        } else {
            changed = named(name).data(source).network(original.network());
            // What a program's experiment starts from goes with its network.
            if (original.pretrained().isPresent()) {
                changed = changed.startingFrom(original.pretrained().get());
            }
            if (original.preparation().isPresent()) {
                changed = changed.preparation(original.preparation().get());
            }
        }
        changed = changed.settings(original.settings());
        if (original.permutesPixels()) {
            changed = changed.permutedPixels();
        }
        if (data == null && original.normalization().isPresent()) {
            changed = changed.normalization(original.normalization().get());
        }
        return fitting(changed);
    }

    /** The network that was chosen, as part of an experiment that has data already. */
    Experiment applyNetwork(Experiment experiment) throws IOException {
        if (network != null && from != null) {
            throw new InvalidInputException("--from brings its own network; leave out --network or it.");
        }
        return from != null
                ? fitting(experiment.startingFrom(pretrained(from)))
                : network != null ? fitting(experiment.network(network(network))) : experiment;
    }

    private static Experiment named(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_-]+", "-");
        return Experiment.named(name.length() > 80 ? name.substring(0, 80) : name);
    }

    /** Brings the images to a shape that the network takes, and tells the user. */
    static Experiment fitting(Experiment experiment) {
        InputAdaptation adapted = InputAdaptation.of(experiment);
        adapted.note().ifPresent(log::info);
        return adapted.experiment();
    }

    /** Of a network from elsewhere, its description says what of it is not taken over. */
    private static void tell(NetworkDefinition network) {
        if (network.source().isPresent()) {
            log.info("{}: {}", network.name(), network.description());
        }
    }

    private static Pretrained pretrained(Path path) {
        try {
            Pretrained start = Pretrained.open(path);
            tell(start.network());
            return start;
        } catch (IOException e) {
            throw new InvalidInputException("--from " + path + ": " + e.getMessage()
                    + ". It takes a run folder or a zip file that DL4J's ModelSerializer wrote.");
        }
    }

    private static NetworkDefinition network(String given) {
        List<String> names =
                Networks.all().stream().map(NetworkDefinition::name).toList();
        if (names.contains(given)) {
            return Networks.byName(given);
        }
        Path path = Path.of(given);
        if (!Files.exists(path)) {
            throw new InvalidInputException(NearestName.explain("network", given, names)
                    + " Nor is there a run folder, zip or JSON file of that name.");
        }
        try {
            NetworkDefinition read = given.toLowerCase(Locale.ROOT).endsWith(".json") && Files.isRegularFile(path)
                    ? NetworkFiles.read(path)
                    : Pretrained.open(path).network();
            tell(read);
            return read;
        } catch (IOException e) {
            throw new InvalidInputException("--network " + given + ": " + e.getMessage()
                    + ". It takes a name, a run folder, a zip file or a JSON configuration that DL4J wrote.");
        }
    }
}
