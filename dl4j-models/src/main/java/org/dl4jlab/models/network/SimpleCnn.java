package org.dl4jlab.models.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * A small convolutional network: twice 5x5 convolution, activation and 2x2 max pooling, then two dense layers. With 6
 * feature maps on MNIST it has 6,422 parameters, nearly as many as {@link Fc2Layer} has, so the two show what sharing
 * weights between neighbouring pixels is worth.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 16x16 pixels, output {@code [batch, classes]}
 * (softmax). Dropout, if any, acts on the inputs of the two dense layers.
 */
public final class SimpleCnn {

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param featureMaps outputs of each convolution
     * @param hidden units of the hidden dense layer
     */
    public record Options(NetworkOptions network, int featureMaps, int hidden) {

        /** @throws IllegalArgumentException if a width is less than 1 or the input is smaller than 16x16 */
        public Options {
            SizeChecks.requirePositive("featureMaps", featureMaps);
            SizeChecks.requirePositive("hidden", hidden);
            SizeChecks.requireImage("SimpleCnn", network.input(), 16, "two 5x5 convolutions and two poolings");
        }

        /** Six feature maps and 50 hidden units. */
        public static Options of(NetworkOptions network) {
            return new Options(network, 6, 50);
        }
    }

    private SimpleCnn() {}

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
                        layers.convolution("conv1", 5, options.featureMaps()),
                        layers.maxPool("pool1"),
                        layers.convolution("conv2", 5, options.featureMaps()),
                        layers.maxPool("pool2"),
                        layers.withDropout(layers.dense("fc1", options.hidden())),
                        layers.withDropout(layers.classifier()))
                .setInputType(options.network().input().asImage())
                .build();
    }
}
