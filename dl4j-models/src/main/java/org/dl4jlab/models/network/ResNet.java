package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * Residual networks for small images (He et al., Deep Residual Learning for Image Recognition, 2016): a 3x3
 * convolution, then stages of basic blocks (conv-BN-activation-conv-BN, plus the block's input, activation), global
 * average pooling and a linear classifier. Each stage after the first halves height and width and doubles the feature
 * maps. All convolutions are followed by BatchNorm and have no bias, unless the options leave BatchNorm out.
 *
 * <ul>
 *   <li>ResNet-20 is the paper's CIFAR network (section 4.2): three blocks in each of three stages of 16, 32 and 64
 *       maps, with shortcut option A as in the paper; 269,722 learnable parameters, 40.6 million multiply-adds.
 *   <li>ResNet-18 is the paper's ImageNet network in its usual 32x32 form: the 7x7 stride-2 convolution and the max
 *       pooling at the start become one 3x3 convolution; two blocks in each of four stages of 64 to 512 maps, with
 *       shortcut option B; 11,173,962 learnable parameters, 555 million multiply-adds.
 * </ul>
 *
 * <p>With {@link Shortcut#NONE} either becomes the paper's plain network of the same depth, for comparison.
 *
 * <p>Input {@code [batch, channels, height, width]}, output {@code [batch, classes]} (softmax). Dropout, if any, acts
 * on the features before the classifier.
 */
public final class ResNet {

    /** What is added to a block's output where the block changes the shape; elsewhere it is the block's input itself. */
    public enum Shortcut {
        /** Option A of the paper: every second pixel of every second row, and zeros for the new feature maps. */
        ZERO_PADDING,
        /** Option B of the paper: a 1x1 convolution of stride 2 with BatchNorm. */
        PROJECTION,
        /** No shortcut in any block: the plain network. */
        NONE
    }

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param blocksByStage basic blocks in each stage
     * @param width feature maps of the first stage
     * @param shortcut the kind of shortcut
     * @param batchNorm whether BatchNorm follows each convolution; without it, each convolution has a bias
     */
    public record Options(
            NetworkOptions network, List<Integer> blocksByStage, int width, Shortcut shortcut, boolean batchNorm) {

        /** With BatchNorm. */
        public Options(NetworkOptions network, List<Integer> blocksByStage, int width, Shortcut shortcut) {
            this(network, blocksByStage, width, shortcut, true);
        }

        /** @throws IllegalArgumentException if there is no stage, a number is less than 1, or the image is too small */
        public Options {
            blocksByStage = List.copyOf(blocksByStage);
            if (blocksByStage.isEmpty()) {
                throw new IllegalArgumentException("ResNet needs at least one stage, but blocksByStage is empty.");
            }
            blocksByStage.forEach(blocks -> SizeChecks.requirePositive("blocksByStage", blocks));
            SizeChecks.requirePositive("width", width);
            SizeChecks.requireImage(
                    "ResNet",
                    network.input(),
                    1 << (blocksByStage.size() - 1),
                    "each stage after the first halves them");
        }

        /** ResNet-20, as the paper has it for CIFAR-10: option A. */
        public static Options resNet20(NetworkOptions network) {
            return new Options(network, List.of(3, 3, 3), 16, Shortcut.ZERO_PADDING);
        }

        /** ResNet-18 in its 32x32 form: option B. */
        public static Options resNet18(NetworkOptions network) {
            return new Options(network, List.of(2, 2, 2, 2), 64, Shortcut.PROJECTION);
        }

        /** A copy with another shortcut. */
        public Options withShortcut(Shortcut value) {
            return new Options(network, blocksByStage, width, value, batchNorm);
        }

        /** A copy without BatchNorm, for comparison: the signal then has the size that the initial weights give it. */
        public Options withoutBatchNorm() {
            return new Options(network, blocksByStage, width, shortcut, false);
        }
    }

    private static final String INPUT = "input";

    private final GraphBuilder graph;
    private final Options options;
    private final LayerFactory layers;

    private ResNet(Options options) {
        this.options = options;
        this.layers = new LayerFactory(options.network());
        this.graph = layers.network().graphBuilder().addInputs(INPUT);
    }

    /**
     * Configures the network.
     *
     * @param options its choices
     * @return the configuration
     */
    public static ComputationGraphConfiguration configure(Options options) {
        return new ResNet(options).build();
    }

    private ComputationGraphConfiguration build() {
        String last = activation("stem", "", convolutionBatchNorm("stem", "", 3, 1, options.width(), INPUT));
        for (int stage = 0; stage < options.blocksByStage().size(); stage++) {
            for (int block = 0; block < options.blocksByStage().get(stage); block++) {
                String name = "stage" + (stage + 1) + "-block" + (block + 1);
                last = block(name, options.width() << stage, stage > 0 && block == 0, last);
            }
        }
        graph.addLayer("pool", layers.globalAveragePool(), last);
        graph.addLayer("output", layers.withDropout(layers.classifier()), "pool");
        return graph.setOutputs("output")
                .setInputTypes(options.network().input().asImage())
                .build();
    }

    /** Adds a basic block and returns the name of its last vertex, as the methods below do for what they add. */
    private String block(String name, int width, boolean reduces, String input) {
        int stride = reduces ? 2 : 1;
        String first = activation(name, "1", convolutionBatchNorm(name, "1", 3, stride, width, input));
        String sum = convolutionBatchNorm(name, "2", 3, 1, width, first);
        if (options.shortcut() != Shortcut.NONE) {
            String shortcut = reduces ? reducingShortcut(name, width, input) : input;
            graph.addVertex(name + "-add", new ElementWiseVertex(ElementWiseVertex.Op.Add), sum, shortcut);
            sum = name + "-add";
        }
        return activation(name, "2", sum);
    }

    private String reducingShortcut(String name, int width, String input) {
        if (options.shortcut() == Shortcut.PROJECTION) {
            return convolutionBatchNorm(name, "-shortcut", 1, 2, width, input);
        }
        String kept = name + "-shortcut-half";
        String zeros = name + "-shortcut-zeros";
        String padded = name + "-shortcut";
        graph.addLayer(kept, layers.everySecondPixel(kept), input);
        // A stage doubles its maps, so as many zero maps are wanted as there are maps already.
        graph.addVertex(zeros, new ScaleVertex(0), kept);
        graph.addVertex(padded, new MergeVertex(), kept, zeros);
        return padded;
    }

    private String convolutionBatchNorm(String name, String suffix, int kernel, int stride, int width, String input) {
        String convolution = name + "-conv" + suffix;
        String batchNorm = name + "-bn" + suffix;
        ConvolutionLayer linear = layers.linearConvolution(convolution, kernel, stride, width);
        linear.setHasBias(!options.batchNorm());
        graph.addLayer(convolution, linear, input);
        if (!options.batchNorm()) {
            return convolution;
        }
        graph.addLayer(batchNorm, layers.batchNorm(batchNorm), convolution);
        return batchNorm;
    }

    private String activation(String name, String suffix, String input) {
        String layer = name + "-act" + suffix;
        graph.addLayer(layer, layers.activation(layer), input);
        return layer;
    }
}
