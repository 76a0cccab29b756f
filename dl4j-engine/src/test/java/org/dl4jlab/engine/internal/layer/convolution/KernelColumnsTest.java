package org.dl4jlab.engine.internal.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
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

class KernelColumnsTest {
    @ParameterizedTest(name = "{0}x{0}, padding {1}, dilation {2}, {3}, map {4}x{5}, bias {6}, {7}")
    @CsvSource({
        "3, 1, 1, Truncate, 4, 4, true, RELU",
        "3, 1, 1, Truncate, 2, 2, false, IDENTITY",
        "3, 0, 1, Same, 4, 3, true, GELU",
        "2, 0, 1, Same, 3, 4, true, TANH",
        "5, 2, 1, Truncate, 3, 4, false, LEAKYRELU",
        "5, 2, 1, Truncate, 4, 2, true, RELU",
        "3, 2, 2, Truncate, 4, 4, true, SIGMOID",
        "2, 0, 4, Same, 4, 2, true, RELU"
    })
    void predictionsEqualThoseInDoublePrecision(
            int kernel,
            int padding,
            int dilation,
            ConvolutionMode mode,
            int height,
            int width,
            boolean bias,
            Activation activation) {
        ConvolutionLayer layer = Networks.convolution(19, kernel, padding, dilation, mode, bias, activation);
        MultiLayerNetwork network = Engine.accelerate(network(layer, height, width));
        network.fit(Data.batch(4, 16, 3, height, width)); // moves the statistics that are folded into the weights
        INDArray features = Data.features(3, 9, 3, height, width);

        INDArray expected = network.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(network.output(features), expected)).isLessThan(1e-5);
        assertThat(Engine.fallbacks(network)).isEmpty();
    }

    @Test
    void withAvx2AConvolutionOnASmallMapIsOneForEachColumnOfTheKernel() {
        assumeFalse(OneDnn.hasAvx512(), "AVX-512 uses matrix products here");
        ConvolutionLayer layer =
                new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(19).build();

        assertThat(convolutions(layer, 9)).isEqualTo(3);
        assertThat(convolutions(layer, 7)).isEqualTo(1);
    }

    private static long convolutions(ConvolutionLayer layer, int batch) {
        return Plans.steps(network(layer, 4, 4), Data.features(3, batch, 3, 4, 4), false).stream()
                .filter(step -> step.startsWith("layer1 forward"))
                .count();
    }

    /** A convolution whose input has enough channels, on a map as small as the images. */
    private static MultiLayerNetwork network(ConvolutionLayer layer, int height, int width) {
        return Networks.network(Networks.base()
                .list()
                .layer(new ConvolutionLayer.Builder(1, 1)
                        .nOut(256)
                        .activation(Activation.TANH)
                        .build())
                .layer(layer)
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(height, width, 3))
                .build());
    }
}
