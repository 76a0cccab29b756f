package org.dl4jlab.engine.internal.layer.convolution;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class ConvolutionCompilerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void gradientsOfSimpleCnnEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(Networks.simpleCnn(new Sgd(0.01)), Data.batch(1, batch, 1, 28, 28));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void gradientsOfCifarNetEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(Networks.cifarNet(new Sgd(0.01)), Data.batch(1, batch, 3, 32, 32));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 0, 1, Truncate, true, RELU",
        "3, 1, 1, 1, Truncate, false, RELU",
        "3, 2, 1, 1, Truncate, true, IDENTITY",
        "5, 3, 2, 1, Truncate, true, TANH",
        "3, 1, 0, 2, Truncate, true, SIGMOID",
        "3, 1, 0, 1, Same, true, LEAKYRELU",
        "4, 2, 0, 1, Same, false, RELU",
        "1, 1, 0, 1, Truncate, true, GELU",
        "1, 2, 0, 1, Same, true, RELU",
        "2, 1, 0, 3, Same, true, RELU"
    })
    void gradientsEqualThoseInDoublePrecision(
            int kernel,
            int stride,
            int padding,
            int dilation,
            ConvolutionMode mode,
            boolean bias,
            Activation activation) {
        ConvolutionLayer layer = new ConvolutionLayer.Builder(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .dilation(dilation, dilation)
                .convolutionMode(mode)
                .hasBias(bias)
                .nOut(5)
                .activation(activation)
                .build();
        MultiLayerNetwork network = Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(4, 2))
                .layer(layer)
                .layer(Networks.output())
                .setInputType(InputType.convolutional(13, 12, 3))
                .build());
        Gradients.assertSameAsDouble(network, Data.batch(2, 7, 3, 13, 12));
    }
}
