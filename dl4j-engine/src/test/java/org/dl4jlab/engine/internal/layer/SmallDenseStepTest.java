package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Predictor;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SmallDenseStepTest {
    @ParameterizedTest
    @CsvSource({
        "RELU, 1, 8, true",
        "RELU, 3, 7, false",
        "LEAKYRELU, 2, 5, true",
        "IDENTITY, 1, 3, true",
        "TANH, 2, 6, true",
        "SOFTMAX, 1, 6, false"
    })
    void predictionsEqualThoseInDoublePrecision(Activation activation, int batch, int in, boolean bias) {
        MultiLayerNetwork network = network(activation, in, bias);
        INDArray features = Data.features(3, batch, in);

        INDArray expected = network.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        try (Predictor predictor = Engine.predictor(network)) {
            assertThat(Gradients.relativeError(predictor.output(features), expected))
                    .isLessThan(1e-5);
            assertThat(predictor.fallbacks()).isEmpty();
        }
    }

    @Test
    void largeBatchesAndTrainingRunOnPrimitives() {
        assertThat(steps(1, false)).contains("layer0 forward", "layer1 forward", "layer1 softmax");
        for (List<String> onPrimitives : List.of(steps(64, false), steps(1, true))) {
            assertThat(onPrimitives)
                    .doesNotContain("layer0 forward", "layer1 forward", "layer1 softmax")
                    .anyMatch(step -> step.startsWith("layer0 forward "))
                    .anyMatch(step -> step.startsWith("layer1 forward "));
        }
    }

    /** The plan of the last batch is found by ND4J's description of its array. */
    @Test
    void aPredictorTellsBatchesOfDifferentFormApart() {
        MultiLayerNetwork network = network(Activation.RELU, 8, true);
        INDArray three = Data.features(3, 3, 8);
        INDArray one = Data.features(4, 1, 8);
        try (Predictor predictor = Engine.predictor(network)) {
            for (INDArray batch : List.of(three, one, three.dup('f'), three.castTo(DataType.DOUBLE), one, three)) {
                INDArray expected = network.output(batch.castTo(DataType.FLOAT));
                assertThat(Gradients.relativeError(predictor.output(batch), expected))
                        .isLessThan(1e-5);
            }
        }
    }

    private static List<String> steps(int batch, boolean training) {
        return Plans.steps(network(Activation.RELU, 8, true), Data.features(3, batch, 8), training);
    }

    private static MultiLayerNetwork network(Activation activation, int in, boolean bias) {
        return Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .hasBias(bias)
                        .activation(activation)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(in))
                .build());
    }
}
