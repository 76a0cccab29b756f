package org.dl4jlab.models.network;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jlab.models.option.NetworkOptions;

/**
 * {@link CifarNet} on its way to a better network: each of the choices that came after LeNet can be taken by itself. Two stages
 * of convolutions, each ended by a 2x2 max pooling, and a head.
 *
 * <p>Input {@code [batch, channels, height, width]} of at least 4x4 pixels, output {@code [batch, classes]} (softmax). Dropout, if
 * any, acts on the input of the second stage and on the inputs of the dense layers.
 */
public final class CifarNetLadder {

    private static final List<Integer> MAPS = List.of(6, 16);
    private static final List<Integer> HIDDEN = List.of(120, 84);

    /**
     * Choices of this family.
     *
     * @param network the shared choices
     * @param pairs whether a stage has two 3x3 convolutions instead of one 5x5
     * @param batchNorm whether BatchNorm follows each convolution
     * @param pooledHead whether global average pooling and one dense layer are the head, instead of three dense layers
     * @param shortcuts whether the input of each convolution but a stage's first is added to its output
     * @param extraConvolutions of each stage
     * @param width factor of all feature maps
     */
    public record Options(
            NetworkOptions network,
            boolean pairs,
            boolean batchNorm,
            boolean pooledHead,
            boolean shortcuts,
            int extraConvolutions,
            int width) {

        /** @throws IllegalArgumentException if a number is too small, or the input */
        public Options {
            SizeChecks.requirePositive("width", width);
            if (extraConvolutions < 0) {
                throw new IllegalArgumentException(
                        "extraConvolutions must be at least 0, but got " + extraConvolutions + ".");
            }
            SizeChecks.requireImage("CifarNetLadder", network.input(), 4, "two poolings");
        }
    }

    private final Options options;
    private final LayerFactory layers;
    private final GraphBuilder graph;

    private CifarNetLadder(Options options) {
        this.options = options;
        this.layers = new LayerFactory(options.network());
        this.graph = layers.network().graphBuilder().addInputs("input");
    }

    /** Configures the network. */
    public static ComputationGraphConfiguration configure(Options options) {
        return new CifarNetLadder(options).build();
    }

    private ComputationGraphConfiguration build() {
        String last = "input";
        for (int stage = 1; stage <= MAPS.size(); stage++) {
            last = stage(stage, last);
        }
        last = head(last);
        graph.addLayer("output", layers.withDropout(layers.classifier()), last);
        return graph.setOutputs("output")
                .setInputTypes(options.network().input().asImage())
                .build();
    }

    private String stage(int stage, String input) {
        int convolutions = (options.pairs() ? 2 : 1) + options.extraConvolutions();
        int maps = MAPS.get(stage - 1) * options.width();
        String last = input;
        for (int number = 1; number <= convolutions; number++) {
            String name = stage + "-" + number;
            ConvolutionLayer convolution =
                    layers.stageConvolution("conv" + name, options.pairs() ? 3 : 5, maps, options.batchNorm());
            graph.addLayer(
                    convolution.getLayerName(),
                    stage == 2 && number == 1 ? layers.withDropout(convolution) : convolution,
                    last);
            String output = convolution.getLayerName();
            if (options.batchNorm()) {
                graph.addLayer("bn" + name, layers.batchNorm("bn" + name), output);
                output = "bn" + name;
            }
            if (options.shortcuts() && number > 1) {
                graph.addVertex("add" + name, new ElementWiseVertex(ElementWiseVertex.Op.Add), output, last);
                output = "add" + name;
            }
            graph.addLayer("act" + name, layers.activation("act" + name), output);
            last = "act" + name;
        }
        graph.addLayer("pool" + stage, layers.maxPool("pool" + stage), last);
        return "pool" + stage;
    }

    private String head(String input) {
        if (options.pooledHead()) {
            graph.addLayer("pool", layers.globalAveragePool(), input);
            return "pool";
        }
        String last = input;
        for (int number = 1; number <= HIDDEN.size(); number++) {
            graph.addLayer(
                    "fc" + number, layers.withDropout(layers.dense("fc" + number, HIDDEN.get(number - 1))), last);
            last = "fc" + number;
        }
        return last;
    }
}
