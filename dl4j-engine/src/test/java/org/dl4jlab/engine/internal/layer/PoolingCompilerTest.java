package org.dl4jlab.engine.internal.layer;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolingCompilerTest {
    @ParameterizedTest
    @CsvSource({
        "MAX, 2, 2, 0, Truncate, false",
        "MAX, 3, 2, 1, Truncate, false",
        "MAX, 3, 2, 0, Same, false",
        "AVG, 2, 2, 0, Truncate, false",
        "AVG, 3, 2, 1, Truncate, false",
        "AVG, 2, 2, 0, Truncate, true",
        "AVG, 3, 1, 0, Same, false"
    })
    void gradientsEqualThoseInDoublePrecision(
            PoolingType type, int kernel, int stride, int padding, ConvolutionMode mode, boolean paddingCounts) {
        SubsamplingLayer layer = new SubsamplingLayer.Builder(type)
                .kernelSize(kernel, kernel)
                .stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(mode)
                .avgPoolIncludePadInDivisor(paddingCounts)
                .build();
        MultiLayerNetwork network = Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(4, 2))
                .layer(layer)
                .layer(Networks.output())
                .setInputType(InputType.convolutional(12, 13, 3))
                .build());
        Gradients.assertSameAsDouble(network, Data.batch(2, 7, 3, 12, 13));
    }
}
