package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * {@link CifarNet} with what came after LeNet: each 5x5 convolution becomes two 3x3 convolutions with BatchNorm (the
 * same field of view, one more non-linearity), and the dense layers, which hold 95 % of CifarNet's parameters, become
 * global average pooling and one linear classifier. A 1x1 convolution to the classes followed by the pooling would be
 * the same function, since both are linear (Lin et al., Network in Network, 2014).
 *
 * <p>With the standard widths 52,554 learnable parameters against CifarNet's 62,006, but about 32 times its
 * multiply-adds, because the convolutions keep height and width.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 4x4 pixels, output {@code [batch, classes]} (softmax).
 * Dropout acts after the first max pooling and before the classifier. {@code activation} in the shared choices is
 * usually leaky ReLU here.
 */
public final class ImprovedCifarNet {

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param widths outputs of the four convolutions: two before the first max pooling, two before the second
     * @param head what turns the last feature maps into classes
     */
    public record Options(NetworkOptions network, List<Integer> widths, Head head) {

        /** @throws IllegalArgumentException if there are not four widths of at least 1, or the input is too small */
        public Options {
            widths = List.copyOf(widths);
            if (widths.size() != 4) {
                throw new IllegalArgumentException(
                        "ImprovedCifarNet has four convolutions and needs four widths, but got " + widths + ".");
            }
            widths.forEach(width -> SizeChecks.requirePositive("widths", width));
            SizeChecks.requireImage("ImprovedCifarNet", network.input(), 4, "two poolings");
        }

        /** With global average pooling and one linear classifier behind it. */
        public Options(NetworkOptions network, List<Integer> widths) {
            this(network, widths, Head.POOLING_DENSE);
        }

        /** 32, 32, 48 and 64 feature maps. */
        public static Options of(NetworkOptions network) {
            return new Options(network, List.of(32, 32, 48, 64));
        }

        /** With another head. */
        public Options withHead(Head value) {
            return new Options(network, widths, value);
        }
    }

    /** What turns the last feature maps into classes. */
    public enum Head {
        /** Global average pooling, then a dense layer. */
        POOLING_DENSE,
        /** A 1x1 convolution to one map for each class, then global average pooling (Lin et al., 2014). */
        CONVOLUTION_POOLING,
        /** A dense layer on all numbers of the maps. */
        FLATTEN_DENSE
    }

    private ImprovedCifarNet() {}

    /**
     * Configures the network.
     *
     * @param options its choices
     * @return the configuration
     */
    public static MultiLayerConfiguration configure(Options options) {
        LayerFactory layers = new LayerFactory(options.network());
        ListBuilder list = layers.network().list();
        for (int i = 0; i < 4; i++) {
            List<Layer> convolution = layers.convolutionBatchNormActivation(
                    String.valueOf(i + 1), options.widths().get(i));
            if (i == 2) {
                layers.withDropout(convolution.get(0));
            }
            convolution.forEach(list::layer);
            if (i % 2 == 1) {
                list.layer(layers.maxPool("pool" + (i / 2 + 1)));
            }
        }
        head(options.head(), layers).forEach(list::layer);
        return list.setInputType(options.network().input().asImage()).build();
    }

    private static List<Layer> head(Head head, LayerFactory layers) {
        return switch (head) {
            case POOLING_DENSE -> List.of(layers.globalAveragePool(), layers.withDropout(layers.classifier()));
            case CONVOLUTION_POOLING ->
                List.of(
                        layers.withDropout(layers.pointwiseClassifier()),
                        layers.globalAveragePool(),
                        layers.classifierLoss());
            case FLATTEN_DENSE -> List.of(layers.withDropout(layers.classifier()));
        };
    }
}
