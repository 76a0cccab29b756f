package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Predictor;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class PredictorTest {
    static Stream<Model> networks() {
        return Stream.of(
                Networks.vgg11(new Sgd(0.1), 16),
                Engine.accelerate(Networks.vgg11(new Sgd(0.1), 16)),
                Networks.resnet18(new Sgd(0.1), 16),
                Engine.accelerate(Networks.resnet18(new Sgd(0.1), 16)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersAsTheNetworkDoesForEveryBatchSize(Model network) {
        try (Predictor predictor = Engine.predictor(network)) {
            for (int batch : new int[] {1, 3, 1, 8}) {
                INDArray features = Data.batch(batch, batch, 3, 32, 32).getFeatures();
                assertThat(Gradients.relativeError(predictor.output(features), output(network, features)))
                        .isLessThan(1e-4);
            }
            assertThat(predictor.fallbacks()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void keepsItsParametersWhateverHappensToTheNetwork(Model network) {
        INDArray features = Data.batch(1, 2, 3, 32, 32).getFeatures();
        try (Predictor predictor = Engine.predictor(network)) {
            INDArray before = predictor.output(features);
            network.params().muli(0.5);
            INDArray after = Nd4j.create(2, 10);
            predictor.outputInto(features, after);
            assertThat(after).isEqualTo(before);
            assertThat(output(network, features)).isNotEqualTo(before);
            network.close();
            assertThat(predictor.output(features)).isEqualTo(before);
        }
    }

    @Test
    void whatNoPlanCanRunIsAnsweredByDl4j() {
        MultiLayerNetwork network = Networks.network(Networks.base(new Sgd(0.1))
                .list()
                .layer(new LSTM.Builder().nOut(4).build())
                .layer(new RnnOutputLayer.Builder()
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3))
                .build());
        INDArray features = Nd4j.linspace(-1, 1, 2 * 3 * 5)
                .reshape(2, 3, 5)
                .castTo(network.params().dataType());
        try (Predictor predictor = Engine.predictor(network)) {
            assertThat(predictor.output(features)).isEqualTo(network.output(features));
            assertThat(predictor.fallbacks()).isNotEmpty();
        }
    }

    @Test
    void manyThreadsAskOne() {
        MultiLayerNetwork network = Networks.simpleCnn(new Sgd(0.1));
        INDArray features = Data.batch(1, 1, 1, 28, 28).getFeatures();
        try (Predictor predictor = Engine.predictor(network)) {
            INDArray expected = predictor.output(features);
            assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> predictor.output(features)))
                    .allSatisfy(answer -> assertThat(answer).isEqualTo(expected));
        }
    }

    @Test
    void aClosedOneSaysSo() {
        Predictor predictor = Engine.predictor(Networks.simpleCnn(new Sgd(0.1)));
        predictor.close();
        predictor.close();
        assertThatThrownBy(() -> predictor.output(Data.batch(1, 1, 1, 28, 28).getFeatures()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aResultOfTheWrongShapeIsRefused() {
        try (Predictor predictor = Engine.predictor(Networks.simpleCnn(new Sgd(0.1)))) {
            assertThatThrownBy(() ->
                            predictor.outputInto(Data.batch(1, 1, 1, 28, 28).getFeatures(), Nd4j.create(1, 9)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[1, 10]");
        }
    }

    private static INDArray output(Model network, INDArray features) {
        return network instanceof ComputationGraph graph
                ? graph.outputSingle(features)
                : ((MultiLayerNetwork) network).output(features);
    }
}
