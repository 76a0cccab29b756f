package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.dataset.DataSet;

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

    /** DL4J M2.1 gives the result the size of a dilated window, but looks at neighbouring pixels. */
    @ParameterizedTest
    @EnumSource(
            value = PoolingType.class,
            names = {"MAX", "AVG"})
    void dilatedPoolingIsDl4js(PoolingType type) {
        SubsamplingLayer layer = ((SubsamplingLayer.Builder) new SubsamplingLayer.Builder(type).kernelSize(2, 2))
                .dilation(2, 2)
                .build();
        MultiLayerNetwork dl4j = Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(4, 3))
                .layer(layer)
                .layer(Networks.output())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet batch = Data.batch(2, 5, 3, 8, 8);

        assertThat(engine.output(batch.getFeatures())).isEqualTo(dl4j.output(batch.getFeatures()));
        dl4j.fit(batch);
        engine.fit(batch);
        assertThat(engine.params()).isEqualTo(dl4j.params());
        assertThat(Engine.fallbacks(engine)).extracting(Unsupported::reason).containsOnly("pooling with dilation");
    }
}
