package org.dl4jlab.models.registry;

import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.summary.NetworkSummary;

/**
 * A network that can be asked for by name.
 *
 * @param name for the command line, for example {@code simple-cnn}
 * @param title for people, for example {@code SimpleCnn}
 * @param description one sentence
 * @param defaults the options that the network is known by: change what differs, for example
 *     {@code definition.defaults().withSeed(7)}
 * @param input whether batches come as images or as rows of pixels
 * @param kind DL4J's kind of network
 * @param factory from options to the configuration
 * @param source the configuration that it was made of; empty for the networks of this library, which have names
 */
public record NetworkDefinition(
        String name,
        String title,
        String description,
        NetworkOptions defaults,
        Input input,
        Kind kind,
        Function<NetworkOptions, NetworkConfiguration> factory,
        Optional<Source> source) {

    /** A network that was not made of a configuration. */
    public NetworkDefinition(
            String name,
            String title,
            String description,
            NetworkOptions defaults,
            Input input,
            Kind kind,
            Function<NetworkOptions, NetworkConfiguration> factory) {
        this(name, title, description, defaults, input, kind, factory, Optional.empty());
    }

    /**
     * A configuration that a network was made of.
     *
     * @param json as DL4J writes it
     * @param adaptable whether the network takes other numbers of classes, as those of {@link #saved} do
     */
    public record Source(String json, boolean adaptable) {}

    /** The form of a batch. */
    public enum Input {
        /** {@code [batch, channels, height, width]}. */
        IMAGE,
        /** {@code [batch, channels * height * width]}. */
        VECTOR
    }

    /** DL4J's two kinds of network. */
    public enum Kind {
        /** A {@code MultiLayerNetwork}. */
        SEQUENTIAL,
        /** A {@code ComputationGraph}. */
        GRAPH
    }

    /**
     * A network of one's own. Its seed and its updater are replaced by those of the options, and weight decay is added to
     * all layers but BatchNorm; all else stays as it is.
     *
     * @param name for records
     * @param configuration complete: with {@code setInputType}, or the inputs of every layer given
     * @throws IllegalArgumentException if it is no classifier, or has choices that would silently be replaced, such as a
     *     regularisation or an updater of single layers; the message says which
     */
    public static NetworkDefinition of(String name, MultiLayerConfiguration configuration) {
        return CustomNetwork.of(name, configuration);
    }

    /**
     * A network of one's own with one input and one output; see {@link #of(String, MultiLayerConfiguration)}.
     *
     * @throws IllegalArgumentException as there
     */
    public static NetworkDefinition of(String name, ComputationGraphConfiguration configuration) {
        return CustomNetwork.of(name, configuration);
    }

    /**
     * The architecture of a network that was configured or trained earlier, for other data. Its optimiser, regularisation
     * and frozen layers are dropped, and its last layer gets as many outputs as the options have classes.
     *
     * @param name for records
     * @param input of one image, where it is known; otherwise usual sizes are tried
     * @throws IllegalArgumentException if it is no classifier; the message says why
     */
    public static NetworkDefinition saved(
            String name, MultiLayerConfiguration configuration, Optional<InputShape> input) {
        return NetworkTemplate.of(name, configuration, input);
    }

    /**
     * The same for a graph with one input and one output; see {@link #saved(String, MultiLayerConfiguration, Optional)}.
     *
     * @throws IllegalArgumentException as there
     */
    public static NetworkDefinition saved(
            String name, ComputationGraphConfiguration configuration, Optional<InputShape> input) {
        return NetworkTemplate.of(name, configuration, input);
    }

    /** The same network, known by another shape of its images. */
    public NetworkDefinition withInput(InputShape shape) {
        return new NetworkDefinition(name, title, description, defaults.withInput(shape), input, kind, factory, source);
    }

    /** Why the network cannot have these options, such as too small an image; empty if it can. */
    public Optional<String> refusal(NetworkOptions options) {
        try {
            configure(options);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * Configures the network.
     *
     * @param options the shared choices
     * @return the configuration
     * @throws IllegalArgumentException if the network cannot have these options, for example too small an image
     */
    public NetworkConfiguration configure(NetworkOptions options) {
        return factory.apply(options);
    }

    /**
     * DL4J's type of one image, in the form that this network takes.
     *
     * @param options the shared choices
     * @return an image or a vector
     */
    public InputType inputType(NetworkOptions options) {
        return input == Input.IMAGE
                ? options.input().asImage()
                : options.input().asVector();
    }

    /**
     * Layers, shapes, parameters and multiply-adds.
     *
     * @param options the shared choices
     * @return the summary
     */
    public NetworkSummary summary(NetworkOptions options) {
        return configure(options).summary(inputType(options));
    }

    /**
     * Multiply-adds that a training step needs for each image.
     *
     * @param options the shared choices
     * @see org.dl4jlab.models.summary.TrainingWork
     */
    public long trainingMultiplyAdds(NetworkOptions options) {
        return configure(options).trainingMultiplyAdds(inputType(options));
    }
}
