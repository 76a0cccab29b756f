package org.dl4jlab.engine.internal.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TapProductsTest {
    @ParameterizedTest(name = "{0}x{0}, padding {1}, dilation {2}, {3}, map {4}x{5}, bias {6}, {7}")
    @CsvSource({
        "3, 1, 1, Truncate, 2, 2, false, IDENTITY, 12",
        "3, 1, 1, Truncate, 2, 2, true, RELU, 12",
        "3, 0, 1, Same, 2, 2, true, GELU, 12",
        "2, 0, 1, Same, 2, 2, true, TANH, 12",
        "3, 1, 1, Truncate, 4, 4, true, IDENTITY, 4",
        "3, 0, 1, Truncate, 4, 3, true, RELU, 4",
        "5, 2, 1, Truncate, 3, 4, false, IDENTITY, 4",
        "2, 1, 1, Truncate, 4, 4, false, SIGMOID, 4",
        "3, 2, 2, Truncate, 4, 4, true, IDENTITY, 4"
    })
    void gradientsEqualThoseInDoublePrecision(
            int kernel,
            int padding,
            int dilation,
            ConvolutionMode mode,
            int height,
            int width,
            boolean bias,
            Activation activation,
            int leastProducts) {
        ConvolutionLayer layer = Networks.convolution(19, kernel, padding, dilation, mode, bias, activation);
        DataSet batch = Data.batch(3, 9, 3, height, width);

        Gradients.assertSameAsDouble(network(layer, height, width), batch);
        assertThat(products(network(layer, height, width), batch)).isGreaterThanOrEqualTo(leastProducts);
    }

    @ParameterizedTest(name = "map {0}x1")
    @ValueSource(ints = {1, 2})
    void aKernelThatPartlyMissesTheMapIsLeftToTheConvolution(int height) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(3, 3)
                .padding(1, 1)
                .nOut(19)
                .activation(Activation.TANH)
                .build();
        DataSet batch = Data.batch(3, 9, 3, height, 1);

        Gradients.assertSameAsDouble(network(layer, height, 1), batch);
        assertThat(products(network(layer, height, 1), batch)).isLessThanOrEqualTo(1);
    }

    @Test
    void aSmallBatchIsLeftToTheConvolution() {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(3, 3)
                .padding(1, 1)
                .hasBias(false)
                .nOut(19)
                .build();

        assertThat(forwardSteps(network(layer, 2, 2), Data.batch(3, 7, 3, 2, 2)))
                .isEqualTo(1);
        assertThat(forwardSteps(network(layer, 2, 2), Data.batch(3, 8, 3, 2, 2)))
                .isGreaterThan(1);
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {1, 7, 128})
    void predictionsEqualThoseOfDl4j(int batchSize) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(3, 3)
                .padding(1, 1)
                .nOut(19)
                .activation(Activation.LEAKYRELU)
                .build();
        MultiLayerNetwork network = network(layer, 2, 2);
        INDArray features = Data.features(3, batchSize, 3, 2, 2);
        INDArray expected = network.output(features);

        INDArray actual = Engine.accelerate(network).output(features);

        assertThat(Gradients.relativeError(actual, expected)).isLessThan(1e-5);
    }

    /** A convolution whose input has enough channels, on a map as small as the images. */
    private static MultiLayerNetwork network(ConvolutionLayer layer, int height, int width) {
        return Networks.network(Networks.base()
                .list()
                .layer(new ConvolutionLayer.Builder(1, 1)
                        .nOut(130)
                        .activation(Activation.TANH)
                        .build())
                .layer(layer)
                .layer(Networks.output())
                .setInputType(InputType.convolutional(height, width, 3))
                .build());
    }

    /** How many steps make the second layer's forward pass; a convolution has but one. */
    private static long forwardSteps(MultiLayerNetwork network, DataSet batch) {
        return Plans.steps(network, batch.getFeatures(), true).stream()
                .filter(step -> step.startsWith("layer1 forward"))
                .count();
    }

    /** How many steps of a training plan are matrix products of the second layer. */
    private static long products(MultiLayerNetwork network, DataSet batch) {
        return Plans.steps(network, batch.getFeatures(), true).stream()
                .filter(step -> step.startsWith("layer1 "))
                .filter(step -> step.contains("matmul") || step.contains("gemm"))
                .count();
    }
}
