package org.dl4jlab.models.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * A fully connected network with two hidden layers: on MNIST 784-8-8-10, 6,442 parameters. Every pixel has its own
 * weights, so it does not care about the order of the pixels.
 *
 * <p>Input {@code [batch, channels * height * width]}, output {@code [batch, classes]} (softmax). Dropout, if any, acts
 * on the inputs of the second hidden layer and of the output layer.
 */
public final class Fc2Layer {

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param hidden units in each hidden layer
     */
    public record Options(NetworkOptions network, int hidden) {

        /** @throws IllegalArgumentException if hidden is less than 1 */
        public Options {
            SizeChecks.requirePositive("hidden", hidden);
        }

        /** Eight hidden units a layer. */
        public static Options of(NetworkOptions network) {
            return new Options(network, 8);
        }
    }

    private Fc2Layer() {}

    /**
     * Configures the network.
     *
     * @param options its choices
     * @return the configuration
     */
    public static MultiLayerConfiguration configure(Options options) {
        LayerFactory layers = new LayerFactory(options.network());
        return layers.network()
                .list(
                        layers.dense("fc1", options.hidden()),
                        layers.withDropout(layers.dense("fc2", options.hidden())),
                        layers.withDropout(layers.classifier()))
                .setInputType(options.network().input().asVector())
                .build();
    }
}
