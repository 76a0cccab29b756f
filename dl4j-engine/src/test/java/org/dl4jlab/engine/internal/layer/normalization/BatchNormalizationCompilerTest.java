package org.dl4jlab.engine.internal.layer.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class BatchNormalizationCompilerTest {
    @ParameterizedTest
    @CsvSource({"true, false, RELU", "false, false, RELU", "true, true, TANH", "false, true, IDENTITY"})
    void gradientsEqualThoseInDoublePrecision(boolean logStd, boolean fixed, Activation activation) {
        MultiLayerNetwork network = Networks.network(Networks.base()
                .list()
                .layer(Networks.convolution(5, 3))
                .layer(new BatchNormalization.Builder()
                        .useLogStd(logStd)
                        .lockGammaBeta(fixed)
                        .gamma(1.3)
                        .beta(0.2)
                        .build())
                .layer(new ActivationLayer(activation))
                .layer(new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder().useLogStd(logStd).build())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(Networks.output())
                .setInputType(InputType.convolutional(9, 8, 3))
                .build());
        Gradients.assertSameAsDouble(network, Data.batch(2, 7, 3, 9, 8));
    }

    /** DL4J ignores a locked scale or shift that comes alone. */
    @ParameterizedTest
    @CsvSource({"0.7, 0", "1, 0.3"})
    void aLockedScaleOrShiftAloneIsDl4js(double gamma, double beta) {
        MultiLayerNetwork dl4j = Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .lockGammaBeta(true)
                        .gamma(gamma)
                        .beta(beta)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(5))
                .build());
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());

        assertThat(engine.output(Data.features(1, 4, 5))).isEqualTo(dl4j.output(Data.features(1, 4, 5)));
        assertThat(Engine.fallbacks(engine)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 64, 128})
    void gradientsOfDeepNetworksEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(
                Networks.vgg11(new Sgd(0.01), 8, Networks.Kinks.NONE), Data.batch(1, batch, 3, 32, 32));
    }

    /** As wide as it is trained, and with enough images for every way to compute a convolution. */
    @Test
    void gradientsOfVggOfFullWidthEqualThoseInDoublePrecision() {
        Gradients.assertSameAsDouble(
                Networks.vgg11(new Sgd(0.01), 1, Networks.Kinks.NONE), Data.batch(1, 8, 3, 32, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 64})
    void gradientsOfVgg16EqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(
                Networks.vgg16(new Sgd(0.01), 8, Networks.Kinks.NONE), Data.batch(1, batch, 3, 32, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 64})
    void gradientsOfVggEqualThoseInDoublePrecision(int batch) {
        Gradients.assertSameAsDouble(
                Networks.vgg11(new Sgd(0.01), 8), Data.batch(1, batch, 3, 32, 32), Gradients.TOLERANCE_AT_KINKS);
    }
}
