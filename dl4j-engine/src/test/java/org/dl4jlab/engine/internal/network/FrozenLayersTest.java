package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Layers, and single parameters, that training leaves as they are, and parameters with learning rates of their own. */
class FrozenLayersTest {
    @Test
    void stepsOfTheFastCifarNetEqualDl4jsInDoublePrecision() {
        ComputationGraph dl4j = Networks.fastCifarNet(8);
        ComputationGraph engine = Engine.accelerate(dl4j.clone());
        ComputationGraph exact = dl4j.convertDataType(DataType.DOUBLE);
        for (int step = 0; step < 3; step++) {
            DataSet batch = Data.batch(step, 16, 3, 32, 32);
            engine.fit(batch);
            exact.fit(inDouble(batch));
        }

        assertThat(Engine.fallbacks(engine)).isEmpty();
        assertThat(Gradients.relativeError(engine.params(), exact.params())).isLessThan(1e-4);
        assertThat(engine.getParam("whitening_W")).isEqualTo(dl4j.getParam("whitening_W"));
        assertThat(engine.getParam("norm_a1_gamma")).isEqualTo(dl4j.getParam("norm_a1_gamma"));
        assertThat(engine.getParam("norm_a1_beta")).isNotEqualTo(dl4j.getParam("norm_a1_beta"));
    }

    @Test
    void frozenNormalisationAndDropoutComputeAsInInference() {
        MultiLayerNetwork dl4j = Networks.network(Networks.base(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new FrozenLayer(Networks.convolution(5, 3)))
                .layer(new FrozenLayer(new BatchNormalization.Builder().build()))
                .layer(new ActivationLayer(Activation.TANH))
                .layer(new FrozenLayer(new DenseLayer.Builder()
                        .nOut(12)
                        .dropOut(0.5)
                        .activation(Activation.TANH)
                        .build()))
                .layer(Networks.output())
                .setInputType(InputType.convolutional(9, 8, 3))
                .build());

        assertStepsEqualThoseInDouble(dl4j, 3, 9, 8);
    }

    @Test
    void gradientsPassThroughFrozenLayersWithBackprop() {
        MultiLayerNetwork dl4j = Networks.network(Networks.base(new Nesterovs(0.1, 0.9))
                .list()
                .layer(Networks.convolution(5, 3))
                .layer(new FrozenLayerWithBackprop(Networks.convolution(6, 3)))
                .layer(new FrozenLayerWithBackprop(new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.TANH)
                        .build()))
                .layer(Networks.output())
                .setInputType(InputType.convolutional(9, 8, 3))
                .build());

        assertStepsEqualThoseInDouble(dl4j, 3, 9, 8);
    }

    @Test
    void aFrozenLayerBehindTrainedOnesFallsBackBecauseItStopsTheirGradients() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(new FrozenLayer(
                        new DenseLayer.Builder().name("frozen").nOut(12).build()))
                .layer(Networks.output())
                .setInputType(InputType.feedForward(5))
                .build()));

        engine.fit(Data.batch(1, 4, 5));

        assertThat(Engine.fallbacks(engine))
                .extracting(Unsupported::reason)
                .containsExactly("a frozen layer behind layers that are trained");
    }

    private static void assertStepsEqualThoseInDouble(MultiLayerNetwork dl4j, long... shape) {
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        MultiLayerNetwork exact = dl4j.convertDataType(DataType.DOUBLE);
        for (int step = 0; step < 3; step++) {
            DataSet batch = Data.batch(step, 16, shape);
            engine.fit(batch);
            exact.fit(inDouble(batch));
        }
        assertThat(Engine.fallbacks(engine)).isEmpty();
        assertThat(Gradients.relativeError(engine.params(), exact.params())).isLessThan(1e-4);
        assertThat(engine.score()).isCloseTo(exact.score(), org.assertj.core.data.Offset.offset(1e-4));
    }

    private static DataSet inDouble(DataSet batch) {
        return new DataSet(
                batch.getFeatures().castTo(DataType.DOUBLE), batch.getLabels().castTo(DataType.DOUBLE));
    }
}
