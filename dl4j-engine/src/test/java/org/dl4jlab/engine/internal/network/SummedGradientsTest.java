package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** {@code miniBatch(false)}: gradients are summed over the batch instead of averaged, and so is the score of output layers. */
class SummedGradientsTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stepsEqualThoseOfDl4j(boolean lossApart) {
        MultiLayerNetwork plain = Networks.network(configuration(lossApart));
        MultiLayerNetwork engine = Engine.accelerate(Networks.network(configuration(lossApart)));
        DataSet batch = Data.batch(3, 6, 12);
        for (int step = 0; step < 3; step++) {
            plain.fit(batch);
            engine.fit(batch);
            assertThat(engine.score()).isCloseTo(plain.score(), within(1e-4 * plain.score()));
        }
        assertThat(Gradients.relativeError(engine.params(), plain.params())).isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void stepsOfGraphsEqualThoseOfDl4j() {
        ComputationGraph plain = Networks.network(configuration(false)).toComputationGraph();
        ComputationGraph engine =
                Engine.accelerate(Networks.network(configuration(false)).toComputationGraph());
        DataSet batch = Data.batch(3, 6, 12);
        for (int step = 0; step < 3; step++) {
            plain.fit(batch);
            engine.fit(batch);
            assertThat(engine.score()).isCloseTo(plain.score(), within(1e-4 * plain.score()));
        }
        assertThat(Gradients.relativeError(engine.params(), plain.params())).isLessThan(1e-5);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    private static MultiLayerConfiguration configuration(boolean lossApart) {
        NeuralNetConfiguration.ListBuilder list = Networks.base(new Nesterovs(0.002, 0.9))
                .miniBatch(false)
                .l2(1e-3)
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(10)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization());
        if (lossApart) {
            list.layer(new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                    .activation(Activation.SOFTMAX)
                    .build());
        } else {
            list.layer(Networks.output());
        }
        return list.setInputType(InputType.feedForward(12)).build();
    }
}
