package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J reads the settings of a layer anew at every call, so that a program may change them between two. */
class ChangedSettingsTest {
    static Stream<Arguments> changes() {
        return Stream.of(
                change("dilation", 0, ConvolutionLayer.class, c -> c.setDilation(new int[] {2, 2})),
                change("stride in place", 0, ConvolutionLayer.class, c -> c.getStride()[0] = 2),
                change("window", 2, SubsamplingLayer.class, p -> p.setKernelSize(new int[] {3, 2})),
                change("kind", 2, SubsamplingLayer.class, p -> p.setPoolingType(PoolingType.AVG)));
    }

    private static <L extends Layer> Arguments change(String name, int layer, Class<L> type, Consumer<L> how) {
        Consumer<MultiLayerNetwork> change =
                network -> how.accept(type.cast(network.getLayer(layer).conf().getLayer()));
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangedSettingCountsFromTheNextCallOn(String name, Consumer<MultiLayerNetwork> change) {
        MultiLayerNetwork dl4j = network();
        MultiLayerNetwork engine = Engine.accelerate(network());
        DataSet batch = Data.batch(3, 6, 3, 8, 8);
        INDArray features = batch.getFeatures();
        dl4j.fit(batch);
        engine.fit(batch);
        INDArray before = engine.output(features);
        dl4j.output(features);

        change.accept(dl4j);
        change.accept(engine);

        assertThat(Gradients.relativeError(engine.output(features), dl4j.output(features)))
                .isLessThan(1e-4);
        assertThat(Gradients.relativeError(engine.output(features), before)).isGreaterThan(1e-3);
        dl4j.fit(batch);
        engine.fit(batch);
        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    private static MultiLayerNetwork network() {
        // Not in mode Same: with a dilation, DL4J's own code and its oneDNN helper give different numbers there.
        ConvolutionLayer convolution =
                new ConvolutionLayer.Builder(3, 3).nOut(5).build();
        return Networks.network(Networks.base()
                .list()
                .layer(convolution)
                .layer(new BatchNormalization())
                .layer(Networks.maxPool())
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(Networks.output())
                .setInputType(InputType.convolutional(8, 8, 3))
                .build());
    }
}
