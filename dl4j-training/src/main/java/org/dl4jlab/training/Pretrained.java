package org.dl4jlab.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.internal.pretrained.Weights;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * A trained network whose weights are the start of another training ({@link Experiment#startingFrom}): that of an earlier run, of
 * any file that DL4J's {@code ModelSerializer} wrote, or one in memory. Immutable: the weights are copied when it is made.
 */
public final class Pretrained {

    private final String origin;
    private final NetworkDefinition network;
    private final Weights weights;
    private final Optional<ImageShape> shape;
    private final Optional<Normalization> normalization;

    private Pretrained(
            String origin,
            NetworkDefinition network,
            Weights weights,
            Optional<ImageShape> shape,
            Optional<Normalization> normalization) {
        this.origin = origin;
        this.network = network;
        this.weights = weights;
        this.shape = shape;
        this.normalization = normalization;
    }

    /**
     * Reads a trained network.
     *
     * @param path a run folder, or a file of DL4J's format
     * @throws IOException if it is neither, or holds no classifier; the message says why
     */
    public static Pretrained open(Path path) throws IOException {
        Path file = path;
        Optional<RunRecord> record;
        if (Files.isDirectory(path)) {
            RunFolder folder = RunFolder.open(path);
            file = folder.modelFile();
            record = Optional.of(folder.readRecord());
        } else if (Files.isRegularFile(path)) {
            record = ModelFile.record(path);
        } else {
            throw new IOException(path + " does not exist");
        }
        Model model = ModelFile.read(file, false);
        try {
            return of(path.toAbsolutePath().normalize().toString(), nameOf(path), model, record);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " holds no network that can be used: " + e.getMessage(), e);
        } finally {
            model.close();
        }
    }

    /** The network of an earlier run; see {@link #open}. */
    public static Pretrained of(Run run) throws IOException {
        return open(run.path());
    }

    /**
     * A network in memory. Runs that start from it cannot be repeated from their record alone.
     *
     * @param network a {@code MultiLayerNetwork}, or a {@code ComputationGraph} with one input and one output
     * @throws IllegalArgumentException if it is no classifier
     */
    public static Pretrained of(Model network) {
        return of("a network in memory", "network", network, Optional.empty());
    }

    private static Pretrained of(String origin, String name, Model model, Optional<RunRecord> record) {
        Optional<ImageShape> shape = record.map(RunRecord::data).map(data -> ImageShape.of(data.shape()));
        Optional<InputShape> input = shape.map(s -> new InputShape(s.channels(), s.height(), s.width()));
        return new Pretrained(
                origin,
                named(record, input).orElseGet(() -> saved(name, model, input)),
                Weights.of(model),
                shape,
                record.map(RunRecord::data).map(RunRecord.Data::input).map(RunRecord.Input::normalization));
    }

    /** A network of this library goes by its name, if its layers are what they were when it was trained. */
    private static Optional<NetworkDefinition> named(Optional<RunRecord> record, Optional<InputShape> input) {
        if (record.isEmpty() || input.isEmpty() || record.get().network() == null) {
            return Optional.empty();
        }
        RunRecord.Network trained = record.get().network();
        int classes = record.get().data().classes().size();
        return Networks.all().stream()
                .filter(network -> network.name().equals(trained.name()))
                .map(network -> network.withInput(input.get()))
                .filter(network -> network.refusal(network.defaults().withClasses(classes))
                                .isEmpty()
                        && RunRecord.Layer.of(network.summary(network.defaults().withClasses(classes)))
                                .equals(trained.layers()))
                .findFirst();
    }

    private static NetworkDefinition saved(String name, Model model, Optional<InputShape> input) {
        if (model instanceof MultiLayerNetwork layers) {
            return NetworkDefinition.saved(name, layers.getLayerWiseConfigurations(), input);
        }
        if (model instanceof ComputationGraph graph) {
            return NetworkDefinition.saved(name, graph.getConfiguration(), input);
        }
        throw new IllegalArgumentException("a network is a MultiLayerNetwork or a ComputationGraph, not a "
                + model.getClass().getName());
    }

    private static String nameOf(Path path) {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        return name.replaceFirst("\\.zip$", "");
    }

    /** Its architecture; the last layer gets as many outputs as the new data have classes. */
    public NetworkDefinition network() {
        return network;
    }

    /** The images that it was trained on, {@code [channels, height, width]}; empty for a file that does not say. */
    public Optional<ImageShape> shape() {
        return shape;
    }

    /** How bytes became its input; empty for a file that does not say. */
    public Optional<Normalization> normalization() {
        return normalization;
    }

    /** Where it comes from: the path of a run or file, or {@code a network in memory}. */
    public String origin() {
        return origin;
    }

    /** Of all parameters, lower-case hexadecimal. */
    public String sha256() {
        return weights.sha256();
    }

    /**
     * Copies the weights into a network of this architecture, whose last layer may have another number of classes.
     *
     * @return names of the layers that keep their random start: the last one, or none
     * @throws InvalidInputException if another layer differs in its shape
     */
    public List<String> copyInto(Model other) {
        return weights.copyInto(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pretrained that && origin.equals(that.origin) && sha256().equals(that.sha256());
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, sha256());
    }

    @Override
    public String toString() {
        return origin;
    }
}
