package org.dl4jlab.models.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * The small CIFAR-10 network of PyTorch's "Training a classifier" tutorial, a LeNet-5 (LeCun et al., 1998) with colour
 * input: twice 5x5 convolution, activation and 2x2 max pooling, then dense layers 400-120-84-10; 62,006 parameters.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 16x16 pixels, output {@code [batch, classes]}
 * (softmax). Dropout, if any, acts on the inputs of the three dense layers.
 */
public final class CifarNet {

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param firstMaps outputs of the first convolution
     * @param secondMaps outputs of the second convolution
     * @param firstHidden units of the first dense layer
     * @param secondHidden units of the second dense layer
     */
    public record Options(NetworkOptions network, int firstMaps, int secondMaps, int firstHidden, int secondHidden) {

        /** @throws IllegalArgumentException if a width is less than 1 or the input is smaller than 16x16 */
        public Options {
            SizeChecks.requirePositive("firstMaps", firstMaps);
            SizeChecks.requirePositive("secondMaps", secondMaps);
            SizeChecks.requirePositive("firstHidden", firstHidden);
            SizeChecks.requirePositive("secondHidden", secondHidden);
            SizeChecks.requireImage("CifarNet", network.input(), 16, "two 5x5 convolutions and two poolings");
        }

        /** 6 and 16 feature maps, 120 and 84 hidden units. */
        public static Options of(NetworkOptions network) {
            return new Options(network, 6, 16, 120, 84);
        }
    }

    private CifarNet() {}

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
                        layers.convolution("conv1", 5, options.firstMaps()),
                        layers.maxPool("pool1"),
                        layers.convolution("conv2", 5, options.secondMaps()),
                        layers.maxPool("pool2"),
                        layers.withDropout(layers.dense("fc1", options.firstHidden())),
                        layers.withDropout(layers.dense("fc2", options.secondHidden())),
                        layers.withDropout(layers.classifier()))
                .setInputType(options.network().input().asImage())
                .build();
    }
}
