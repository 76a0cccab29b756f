package org.dl4jlab.engine.internal.layer.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

class ColumnGroupsTest {
    private static final int CHANNELS = 3;

    /** Four maps are grouped in pairs on every CPU, in both passes; six in fours with AVX2, in the forward pass. */
    @ParameterizedTest(name = "{0} maps, kernel {1}, stride {2}, padding {3}, {4}, width {5}, bias {6}, {7}")
    @CsvSource({
        "4, 5, 1, 0, Truncate, 16, true, RELU",
        "4, 5, 1, 0, Truncate, 16, false, IDENTITY",
        "4, 7, 1, 3, Truncate, 12, true, TANH",
        "4, 5, 2, 0, Truncate, 12, true, SIGMOID",
        "4, 6, 1, 0, Same, 12, true, LEAKYRELU",
        "6, 5, 1, 0, Truncate, 16, true, GELU",
        "6, 5, 1, 2, Truncate, 16, false, RELU",
        "6, 6, 1, 0, Same, 12, true, RELU"
    })
    void gradientsEqualThoseInDoublePrecision(
            int maps,
            int kernel,
            int verticalStride,
            int padding,
            ConvolutionMode mode,
            int width,
            boolean bias,
            Activation activation) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(kernel, kernel)
                .stride(verticalStride, 1)
                .padding(padding, padding)
                .convolutionMode(mode)
                .hasBias(bias)
                .nOut(maps)
                .activation(activation)
                .build();
        DataSet batch = Data.batch(3, 7, CHANNELS, 13, width);

        assertThat(groups(network(layer, width), batch, true)).isTrue();
        Gradients.assertSameAsDouble(network(layer, width), batch);
    }

    @ParameterizedTest(name = "{0} maps, batch {1}")
    @CsvSource({"4, 1", "4, 64", "6, 1", "6, 64", "12, 7"})
    void predictionsEqualThoseInDoublePrecision(int maps, int batchSize) {
        ConvolutionLayer layer = layer(maps);
        MultiLayerNetwork network = Engine.accelerate(network(layer, 16));
        network.fit(Data.batch(4, 16, CHANNELS, 13, 16)); // moves the statistics that are folded into the weights
        INDArray features = Data.features(3, batchSize, CHANNELS, 13, 16);

        INDArray expected = network.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(network.output(features), expected)).isLessThan(1e-5);
    }

    @ParameterizedTest(name = "width {0}")
    @ValueSource(ints = {17, 15})
    void anOddWidthIsLeftToTheConvolution(int width) {
        DataSet batch = Data.batch(3, 7, CHANNELS, 13, width);

        assertThat(groups(network(layer(4), width), batch, true)).isFalse();
        Gradients.assertSameAsDouble(network(layer(4), width), batch);
    }

    @ParameterizedTest(name = "training {0}")
    @ValueSource(booleans = {true, false})
    void theFirstConvolutionOfCifarNetIsGrouped(boolean training) {
        MultiLayerNetwork network = Networks.cifarNet(new Sgd(0.01));

        assertThat(groups(network, Data.batch(3, 32, CHANNELS, 32, 32), training))
                .isTrue();
    }

    private static ConvolutionLayer layer(int maps) {
        return new ConvolutionLayer.Builder(5, 5)
                .nOut(maps)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static MultiLayerNetwork network(ConvolutionLayer layer, int width) {
        return Networks.network(Networks.base()
                .list()
                .layer(layer)
                .layer(new BatchNormalization.Builder().build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG, new int[] {2, 2}).build())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(13, width, CHANNELS))
                .build());
    }

    private static boolean groups(MultiLayerNetwork network, DataSet batch, boolean training) {
        return Plans.steps(network, batch.getFeatures(), training).contains("layer0 grouped weights");
    }
}
