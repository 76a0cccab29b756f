package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * The VGG networks (Simonyan and Zisserman, 2015, table 1, columns A, B, D and E) in their CIFAR form: five stages of
 * 3x3 convolutions, each stage ending in 2x2 max pooling, and one linear classifier on the 512 features that are left
 * of a 32x32 image. Larger images leave more than one position; these are averaged.
 *
 * <p><b>A frequent mistake:</b> the layer list {@code 64 M 128 M 256 256 M 512 512 M 512 512 M} is often taught as
 * "VGG16". It has eight convolutions and is VGG-11; and the classifier {@code Linear(2048, 10)} that comes with it
 * cannot run on 32x32 images, because five poolings leave 1x1x512 = 512 features. VGG-16 has thirteen convolutions.
 *
 * <p>With BatchNorm the convolutions have no bias: the mean is subtracted right after it, so it would change nothing.
 * Published counts often include these biases: VGG-11 with BatchNorm has 9,231,114 parameters with and 9,228,362
 * without its 2,752 convolution biases; VGG-16 14,728,266 and 14,724,042.
 *
 * <p>Without BatchNorm the deep ones start badly with PyTorch's default initialisation, whose signal shrinks from layer
 * to layer; choose {@link org.dl4jlab.models.initialization.Initialization#RELU}.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 32x32 pixels, output {@code [batch, classes]}
 * (softmax). Dropout, if any, acts on the features before the classifier.
 */
public final class Vgg {

    /** The published depths: convolutions and dense layers counted as in the paper, which had three dense layers. */
    public enum Depth {
        /** Column A: 8 convolutions. */
        VGG11(1, 1, 2, 2, 2),
        /** Column B: 10 convolutions. */
        VGG13(2, 2, 2, 2, 2),
        /** Column D: 13 convolutions. */
        VGG16(2, 2, 3, 3, 3),
        /** Column E: 16 convolutions. */
        VGG19(2, 2, 4, 4, 4);

        private final List<Integer> convolutionsByStage;

        Depth(Integer... convolutionsByStage) {
            this.convolutionsByStage = List.of(convolutionsByStage);
        }

        /** Convolutions before each of the five poolings. */
        public List<Integer> convolutionsByStage() {
            return convolutionsByStage;
        }
    }

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param depth which column of the table
     * @param batchNorm whether BatchNorm follows each convolution
     * @param width outputs of the first stage's convolutions; the next stages have 2, 4, 8 and 8 times as many
     */
    public record Options(NetworkOptions network, Depth depth, boolean batchNorm, int width) {

        /** @throws IllegalArgumentException if width is less than 1 or the input is smaller than 32x32 */
        public Options {
            SizeChecks.requirePositive("width", width);
            SizeChecks.requireImage("VGG", network.input(), 32, "five poolings");
        }

        /** The published width, 64. */
        public static Options of(NetworkOptions network, Depth depth, boolean batchNorm) {
            return new Options(network, depth, batchNorm, 64);
        }
    }

    private static final List<Integer> WIDTH_FACTORS = List.of(1, 2, 4, 8, 8);

    private Vgg() {}

    /**
     * Configures the network.
     *
     * @param options its choices
     * @return the configuration
     */
    public static MultiLayerConfiguration configure(Options options) {
        InputShape input = options.network().input();
        LayerFactory layers = new LayerFactory(options.network());
        ListBuilder list = layers.network().list();
        for (int stage = 1; stage <= 5; stage++) {
            int width = options.width() * WIDTH_FACTORS.get(stage - 1);
            for (int i = 1; i <= options.depth().convolutionsByStage().get(stage - 1); i++) {
                String number = stage + "-" + i;
                if (options.batchNorm()) {
                    layers.convolutionBatchNormActivation(number, width).forEach(list::layer);
                } else {
                    list.layer(layers.paddedConvolution("conv" + number, width));
                }
            }
            list.layer(layers.maxPool("pool" + stage));
        }
        if (input.height() >= 64 || input.width() >= 64) {
            list.layer(layers.globalAveragePool());
        }
        return list.layer(layers.withDropout(layers.classifier()))
                .setInputType(input.asImage())
                .build();
    }
}
