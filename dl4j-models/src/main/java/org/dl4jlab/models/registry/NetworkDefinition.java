package org.dl4jlab.models.registry;

import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
 */
public record NetworkDefinition(
        String name,
        String title,
        String description,
        NetworkOptions defaults,
        Input input,
        Kind kind,
        Function<NetworkOptions, NetworkConfiguration> factory) {

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
}
