package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jlab.models.initialization.PartialIdentity;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.schedule.ScaledRate;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * A small network that learns CIFAR-10 in few epochs: a 2x2 convolution that whitens the image, then three blocks of
 * (3x3 convolution, 2x2 max pooling, BatchNorm, activation, 3x3 convolution, BatchNorm, activation), global max pooling
 * and a linear classifier. 1,972,792 parameters with the standard widths, 1,440 of which never change; 118 million multiply-adds.
 *
 * <p>What makes it learn fast: the whitening layer's weights never change (whoever trains the network sets them from
 * training images; the layer is named {@link #WHITENING}); the other convolutions begin as {@link PartialIdentity};
 * BatchNorm learns only its shift, at {@code shiftRate} times the learning rate, and forgets old statistics quickly; the
 * classifier sees its features times {@code featureScale}, which keeps first logits small.
 *
 * <p>Source: K. Jordan, "94% on CIFAR-10 in 3.29 Seconds on a Single GPU", 2024 (airbench94), after D. Page, "How to Train
 * Your ResNet", 2019.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 9x9 pixels, output {@code [batch, classes]} (softmax). The
 * activation in the shared choices is usually GELU here. Dropout, if any, acts before the classifier.
 */
public final class FastCifarNet {

    /** Name of the whitening convolution: {@code [2 * channels * 4, channels, 2, 2]} weights. */
    public static final String WHITENING = "whitening";

    private static final String INPUT = "input";

    /** Published values: share of the running statistics kept by a step, and what is added to the variance. */
    private static final double DECAY = 0.6;

    private static final double EPS = 1e-12;

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param widths feature maps of the blocks
     * @param shiftRate learning rate of BatchNorm's shifts, as a multiple of the others'
     * @param featureScale factor on the features before the classifier
     */
    public record Options(NetworkOptions network, List<Integer> widths, double shiftRate, double featureScale) {

        /** @throws IllegalArgumentException if there is no block, a width is less than 1, or the image is too small */
        public Options {
            widths = List.copyOf(widths);
            if (widths.isEmpty()) {
                throw new IllegalArgumentException("FastCifarNet needs at least one block, but widths is empty.");
            }
            widths.forEach(width -> SizeChecks.requirePositive("widths", width));
            SizeChecks.requireImage(
                    "FastCifarNet",
                    network.input(),
                    (1 << widths.size()) + 1,
                    "a 2x2 convolution and a pooling a block");
        }

        /** Blocks of 64, 256 and 256 maps, shifts at 64 times the rate, features times 1/9. */
        public static Options of(NetworkOptions network) {
            return new Options(network, List.of(64, 256, 256), 64, 1.0 / 9);
        }

        /** A copy with other widths. */
        public Options withWidths(Integer... value) {
            return new Options(network, List.of(value), shiftRate, featureScale);
        }
    }

    private final Options options;
    private final LayerFactory layers;
    private final GraphBuilder graph;

    private FastCifarNet(Options options) {
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
        return new FastCifarNet(options).build();
    }

    private ComputationGraphConfiguration build() {
        graph.addLayer(WHITENING, whitening(), INPUT);
        String last = activation("activation0", WHITENING);
        for (int block = 1; block <= options.widths().size(); block++) {
            last = block(block, options.widths().get(block - 1), last);
        }
        graph.addLayer(
                "pool",
                new GlobalPoolingLayer.Builder(PoolingType.MAX).name("pool").build(),
                last);
        graph.addVertex("scale", new ScaleVertex(options.featureScale()), "pool");
        graph.addLayer("output", layers.withDropout(classifier()), "scale");
        return graph.setOutputs("output")
                .setInputTypes(options.network().input().asImage())
                .build();
    }

    /** Fixed weights for the directions of a 2x2 patch and their opposites, and a learned bias that begins at 0. */
    private ConvolutionLayer whitening() {
        IUpdater learned = options.network().updater();
        return new ConvolutionLayer.Builder(2, 2)
                .name(WHITENING)
                .nOut(2 * 4 * options.network().input().channels())
                .activation(Activation.IDENTITY)
                .weightInit(WeightInit.XAVIER)
                .biasInit(0)
                .updater(new Sgd(0))
                .biasUpdater(learned)
                .build();
    }

    /** Adds a block and returns the name of its last vertex, as the methods below do for what they add. */
    private String block(int number, int width, String input) {
        String first = convolution("conv" + number + "-1", width, input);
        String pool = "pool" + number;
        graph.addLayer(pool, layers.maxPool(pool), first);
        String middle = activation("activation" + number + "-1", normalization("norm" + number + "-1", pool));
        String second = convolution("conv" + number + "-2", width, middle);
        return activation("activation" + number + "-2", normalization("norm" + number + "-2", second));
    }

    private String convolution(String name, int width, String input) {
        ConvolutionLayer convolution = layers.linearConvolution(name, 3, 1, width);
        convolution.setWeightInitFn(new PartialIdentity());
        graph.addLayer(name, convolution, input);
        return name;
    }

    private String normalization(String name, String input) {
        IUpdater shift = ScaledRate.scale(options.network().updater(), options.shiftRate());
        graph.addLayer(name, new ShiftNormalization(name, DECAY, EPS, shift), input);
        return name;
    }

    private String activation(String name, String input) {
        graph.addLayer(name, layers.activation(name), input);
        return name;
    }

    private OutputLayer classifier() {
        OutputLayer output = layers.classifier();
        output.setHasBias(false);
        return output;
    }
}
