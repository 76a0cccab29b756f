package org.dl4jlab.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

class InferenceTest {
    private static final double TOLERANCE = 1e-4;

    @Test
    void foldedNormalisationPredictsAsDl4jInDoublePrecision() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.vgg11(new Sgd(0.01), 8));
        engine.fit(Data.batch(1, 16, 3, 32, 32)); // moves the running statistics off their start
        INDArray features = Data.features(2, 9, 3, 32, 32);

        INDArray expected = engine.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(engine.output(features), expected)).isLessThan(TOLERANCE);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void residualNetworksPredictAsDl4jInDoublePrecision() {
        ComputationGraph engine = Engine.accelerate(Networks.resnet18(new Sgd(0.01), 8));
        engine.fit(Data.batch(1, 16, 3, 32, 32));
        INDArray features = Data.features(2, 5, 3, 32, 32);

        INDArray expected = engine.convertDataType(DataType.DOUBLE).outputSingle(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(engine.outputSingle(features), expected))
                .isLessThan(TOLERANCE);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void predictionsFollowParametersThatAnybodyWrites() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.simpleCnn(new Sgd(0.01)));
        INDArray features = Data.features(2, 5, 1, 28, 28);
        INDArray before = engine.output(features);

        engine.getLayer(0).getParam("W").muli(1.5);

        INDArray expected = engine.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(engine.output(features), expected)).isLessThan(TOLERANCE);
        assertThat(engine.output(features)).isNotEqualTo(before);
    }

    @Test
    void evaluationCountsEveryExampleOfThePartialLastBatch() {
        MultiLayerNetwork dl4j = Networks.simpleCnn(new Sgd(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());

        var expected = dl4j.evaluate(batches());
        var actual = engine.evaluate(batches());

        assertThat(actual.getNumRowCounter()).isEqualTo(16 + 16 + 5);
        assertThat(actual.accuracy()).isEqualTo(expected.accuracy());
        assertThat(actual.confusionToString()).isEqualTo(expected.confusionToString());
    }

    @Test
    void arraysThatAreNotRowMajorAreRead() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Sgd(0.01)));
        INDArray features = Data.features(4, 6, 784);

        INDArray expected = engine.output(features);
        assertThat(engine.output(features.dup('f'))).isEqualTo(expected);
        assertThat(engine.output(features.castTo(DataType.DOUBLE))).isEqualTo(expected);
    }

    private static ExistingDataSetIterator batches() {
        List<DataSet> batches =
                List.of(Data.batch(1, 16, 1, 28, 28), Data.batch(2, 16, 1, 28, 28), Data.batch(3, 5, 1, 28, 28));
        return new ExistingDataSetIterator(batches);
    }
}
