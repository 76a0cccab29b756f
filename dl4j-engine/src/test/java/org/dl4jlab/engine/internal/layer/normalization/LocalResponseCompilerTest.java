package org.dl4jlab.engine.internal.layer.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class LocalResponseCompilerTest {
    @ParameterizedTest
    @CsvSource({
        "2, 5, 1e-4, 0.75, 20",
        "1, 5, 0.5, 0.75, 7",
        "1.5, 4, 0.3, 0.75, 16",
        "2, 3, 0.2, 0.6, 5",
        "0.5, 1, 0.2, 0.5, 3",
    })
    void gradientsEqualThoseInDoublePrecision(double k, double n, double alpha, double beta, int channels) {
        Gradients.assertSameAsDouble(network(k, n, alpha, beta, channels), Data.batch(2, 7, 3, 9, 10));
    }

    /** More pixels than one chunk holds, and a last chunk that is not full. */
    @Test
    void predictionsEqualThoseInDoublePrecision() {
        DataSet batch = Data.batch(2, 40, 3, 9, 10);
        MultiLayerNetwork network = network(1, 5, 0.5, 0.75, 24);
        INDArray expected = network.convertDataType(DataType.DOUBLE)
                .output(batch.getFeatures().castTo(DataType.DOUBLE));
        MultiLayerNetwork engine = Engine.accelerate(network);
        assertThat(Gradients.relativeError(engine.output(batch.getFeatures()), expected))
                .isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    /** What neither network can compute is left to DL4J, which has the message. */
    @Test
    void aNeighbourhoodOfMoreThanAllChannelsIsLeftToDl4j() {
        MultiLayerNetwork engine = Engine.accelerate(network(2, 9, 1e-4, 0.75, 4));
        DataSet batch = Data.batch(2, 2, 3, 9, 10);
        try {
            engine.output(batch.getFeatures());
        } catch (RuntimeException e) {
            // DL4J's
        }
        assertThat(Engine.fallbacks(engine))
                .anySatisfy(reason -> assertThat(reason.reason()).contains("neighbourhood of 9 of 4 channels"));
    }

    private static MultiLayerNetwork network(double k, double n, double alpha, double beta, int channels) {
        return Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(channels, 3))
                .layer(new LocalResponseNormalization.Builder()
                        .k(k)
                        .n(n)
                        .alpha(alpha)
                        .beta(beta)
                        .build())
                .layer(Networks.maxPool())
                .layer(Networks.output())
                .setInputType(InputType.convolutional(9, 10, 3))
                .build());
    }
}
