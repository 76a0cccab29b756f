package org.dl4jlab.engine.internal.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class PatchProductTest {
    private static final int CHANNELS = 512;

    @ParameterizedTest(
            name = "{0}x{0}, stride {1}, padding {2}, dilation {3}, {4}, map {5}x{6}, batch {7}, bias {8}, {9}")
    @CsvSource({
        "3, 1, 1, 1, Truncate, 4, 4, 1, true, RELU",
        "3, 1, 1, 1, Truncate, 2, 2, 3, false, IDENTITY",
        "3, 2, 1, 1, Truncate, 7, 8, 1, true, RELU",
        "3, 1, 0, 1, Same, 3, 5, 1, true, GELU",
        "2, 1, 0, 1, Same, 3, 4, 1, true, TANH",
        "5, 1, 2, 1, Truncate, 2, 3, 2, false, LEAKYRELU",
        "3, 1, 2, 2, Truncate, 4, 3, 1, true, SIGMOID"
    })
    void predictionsEqualThoseInDoublePrecision(
            int kernel,
            int stride,
            int padding,
            int dilation,
            ConvolutionMode mode,
            int height,
            int width,
            int batch,
            boolean bias,
            Activation activation) {
        ConvolutionLayer layer = Networks.convolution(19, kernel, padding, dilation, mode, bias, activation);
        layer.setStride(new int[] {stride, stride});
        MultiLayerNetwork network = Engine.accelerate(network(layer, height, width));
        network.fit(Data.batch(4, 16, 3, height, width)); // moves the statistics that are folded into the weights
        INDArray features = Data.features(3, batch, 3, height, width);

        INDArray expected = network.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(network.output(features), expected)).isLessThan(1e-5);
        assertThat(Engine.fallbacks(network)).isEmpty();
    }

    @Test
    void theShortcutOfAResidualBlockIsAdded() {
        ComputationGraph network = Engine.accelerate(residual());
        network.fit(Data.batch(4, 16, 3, 4, 4));
        INDArray features = Data.features(3, 1, 3, 4, 4);

        INDArray expected = network.convertDataType(DataType.DOUBLE).outputSingle(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(network.outputSingle(features), expected))
                .isLessThan(1e-5);
        assertThat(Engine.fallbacks(network)).isEmpty();
    }

    @Test
    void onlyManyChannelsOnFewPixelsAreComputedSo() {
        assumeTrue(OneDnn.hasAvx512(), "a rule for AVX-512");
        ConvolutionLayer layer =
                new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(19).build();

        assertThat(patches(layer, 4, 1)).isOne();
        assertThat(patches(layer, 4, 2)).isZero();
        assertThat(patches(layer, 2, 4)).isOne();
    }

    private static long patches(ConvolutionLayer layer, int side, int batch) {
        return Plans.steps(network(layer, side, side), Data.features(3, batch, 3, side, side), false).stream()
                .filter(step -> step.equals("layer1 patches"))
                .count();
    }

    private static MultiLayerNetwork network(ConvolutionLayer layer, int height, int width) {
        return Networks.network(Networks.base()
                .list()
                .layer(manyChannels())
                .layer(layer)
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(height, width, 3))
                .build());
    }

    private static ConvolutionLayer manyChannels() {
        return new ConvolutionLayer.Builder(1, 1)
                .nOut(CHANNELS)
                .activation(Activation.TANH)
                .build();
    }

    private static ComputationGraph residual() {
        ConvolutionLayer second =
                Networks.convolution(CHANNELS, 3, 1, 1, ConvolutionMode.Truncate, false, Activation.IDENTITY);
        ComputationGraphConfiguration.GraphBuilder graph = Networks.base()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(4, 4, 3))
                .addLayer("first", manyChannels(), "in")
                .addLayer("second", second, "first")
                .addLayer("norm", new BatchNormalization(), "second")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "norm", "first")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("out", Networks.output(), "relu")
                .setOutputs("out");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
