package org.dl4jlab.engine.support;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Small graph networks for tests: 3x10x9 images unless said otherwise, ten classes. */
public final class Graphs {
    private Graphs() {}

    /** The shape of one image of these networks. */
    public static long[] image() {
        return new long[] {3, 10, 9};
    }

    /** A residual block whose shortcut is the block's input. */
    public static ComputationGraph identityShortcut(IUpdater updater) {
        GraphBuilder graph = images(updater);
        graph.addLayer("stem", convolution(16, 3, 1, Activation.RELU), "in");
        graph.addLayer("a", convolution(16, 3, 1, Activation.RELU), "stem");
        graph.addLayer("b", convolution(16, 3, 1, Activation.IDENTITY), "a");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b", "stem");
        graph.addLayer("relu", new ActivationLayer(Activation.RELU), "sum");
        return finished(graph, "relu");
    }

    /** A residual block that halves the image, with a 1x1 convolution as shortcut. */
    public static ComputationGraph projectionShortcut(IUpdater updater) {
        GraphBuilder graph = images(updater);
        graph.addLayer("stem", convolution(8, 3, 1, Activation.RELU), "in");
        graph.addLayer("a", convolution(16, 3, 2, Activation.RELU), "stem");
        graph.addLayer("b", convolution(16, 3, 1, Activation.IDENTITY), "a");
        graph.addLayer("shortcut", convolution(16, 1, 2, Activation.IDENTITY), "stem");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b", "shortcut");
        graph.addLayer("tanh", new ActivationLayer(Activation.TANH), "sum");
        return finished(graph, "tanh");
    }

    /** Two branches of different width, merged, and a third summand made by scaling. */
    public static ComputationGraph merge(IUpdater updater, int width) {
        GraphBuilder graph = images(updater);
        graph.addLayer("stem", convolution(width, 3, 1, Activation.RELU), "in");
        graph.addLayer("a", convolution(width, 3, 1, Activation.RELU), "stem");
        graph.addLayer("b", convolution(2 * width, 1, 1, Activation.SIGMOID), "stem");
        graph.addVertex("merged", new MergeVertex(), "a", "b", "stem");
        graph.addVertex("scaled", new ScaleVertex(-0.5), "merged");
        graph.addLayer("c", convolution(4 * width, 3, 1, Activation.IDENTITY), "merged");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "c", "scaled", "merged");
        return finished(graph, "sum");
    }

    /**
     * Two convolutions side by side, merged, and a third on both.
     *
     * @param stem maps of a convolution before them; 0 for none
     */
    public static ComputationGraph mergeOf(IUpdater updater, int stem, int first, int second) {
        GraphBuilder graph = images(updater);
        if (stem > 0) {
            graph.addLayer("stem", convolution(stem, 3, 1, Activation.TANH), "in");
        }
        String input = stem > 0 ? "stem" : "in";
        graph.addLayer("a", convolution(first, 3, 1, Activation.TANH), input);
        graph.addLayer("b", convolution(second, 1, 1, Activation.SIGMOID), input);
        graph.addVertex("merged", new MergeVertex(), "a", "b");
        graph.addLayer("c", convolution(7, 3, 1, Activation.TANH), "merged");
        return finished(graph, "c");
    }

    /** A shortcut that is padded with zero maps, as a scaled copy merged behind the original. */
    public static ComputationGraph paddedShortcut(IUpdater updater) {
        GraphBuilder graph = images(updater);
        graph.addLayer("stem", convolution(16, 3, 1, Activation.RELU), "in");
        graph.addLayer("a", convolution(32, 3, 1, Activation.IDENTITY), "stem");
        graph.addVertex("zeros", new ScaleVertex(0), "stem");
        graph.addVertex("padded", new MergeVertex(), "stem", "zeros");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "padded");
        graph.addLayer("relu", new ActivationLayer(Activation.RELU), "sum");
        return finished(graph, "relu");
    }

    /** A fully connected network with a shortcut around its second layer and a merge of both. */
    public static ComputationGraph dense(IUpdater updater) {
        GraphBuilder graph =
                Networks.base(updater).graphBuilder().addInputs("in").setInputTypes(InputType.feedForward(20));
        graph.addLayer("a", dense(12), "in");
        graph.addLayer("b", dense(12), "a");
        graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b");
        graph.addVertex("merged", new MergeVertex(), "sum", "in");
        return finished(graph, "merged");
    }

    /** A network with one vertex of any kind in the middle, reading the outputs of two convolutions. */
    public static ComputationGraph with(GraphVertex vertex) {
        GraphBuilder graph = images(new Sgd(0.01));
        graph.addLayer("a", convolution(4, 3, 1, Activation.RELU), "in");
        graph.addLayer("b", convolution(4, 3, 1, Activation.RELU), "in");
        graph.addVertex("vertex", vertex, "a", "b");
        return finished(graph, "vertex");
    }

    private static GraphBuilder images(IUpdater updater) {
        return Networks.base(updater)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(image()[1], image()[2], image()[0]));
    }

    private static DenseLayer dense(int width) {
        return new DenseLayer.Builder().nOut(width).activation(Activation.RELU).build();
    }

    private static ConvolutionLayer convolution(int maps, int kernel, int stride, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(kernel / 2, kernel / 2)
                .nOut(maps)
                .activation(activation)
                .build();
    }

    private static ComputationGraph finished(GraphBuilder graph, String last) {
        graph.addLayer("out", Networks.output(), last).setOutputs("out");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
