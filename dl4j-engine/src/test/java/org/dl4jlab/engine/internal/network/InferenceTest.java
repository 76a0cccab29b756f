package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

class InferenceTest {
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest(name = "widths divided by {0}")
    @ValueSource(ints = {8, 1})
    void foldedNormalisationPredictsAsDl4jInDoublePrecision(int narrowing) {
        MultiLayerNetwork engine = Engine.accelerate(Networks.vgg11(new Sgd(0.01), narrowing));
        engine.fit(Data.batch(1, 16, 3, 32, 32)); // moves the running statistics off their start
        INDArray features = Data.features(2, 9, 3, 32, 32);

        INDArray expected = engine.convertDataType(DataType.DOUBLE).output(features.castTo(DataType.DOUBLE));
        assertThat(Gradients.relativeError(engine.output(features), expected)).isLessThan(TOLERANCE);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @ParameterizedTest(name = "widths divided by {0}")
    @ValueSource(ints = {8, 1})
    void residualNetworksPredictAsDl4jInDoublePrecision(int narrowing) {
        ComputationGraph engine = Engine.accelerate(Networks.resnet18(new Sgd(0.01), narrowing));
        engine.fit(Data.batch(1, 16, 3, 32, 32));
        INDArray features = Data.features(2, 9, 3, 32, 32);

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
    void predictionsGoIntoTheArrayOfTheCaller() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.simpleCnn(new Sgd(0.01)));
        ComputationGraph graph = Engine.accelerate(Networks.resnet18(new Sgd(0.01), 8));
        INDArray digits = Data.features(2, 5, 1, 28, 28);
        INDArray pictures = Data.features(2, 5, 3, 32, 32);
        INDArray second = Nd4j.create(2, 5, 10).get(NDArrayIndex.point(1), NDArrayIndex.all(), NDArrayIndex.all());
        INDArray result = Nd4j.create(5, 10);

        Engine.outputInto(engine, digits, second);
        Engine.outputInto(graph, pictures, result);

        assertThat(second).isEqualTo(engine.output(digits));
        assertThat(result).isEqualTo(graph.outputSingle(pictures));
    }

    @Test
    void whatDl4jPredictsGoesIntoTheArrayOfTheCallerToo() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.network(Networks.base()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(7)
                        .activation(Activation.CUBE)
                        .build())
                .layer(Networks.output())
                .setInputType(InputType.feedForward(12))
                .build()));
        INDArray features = Data.features(2, 5, 12);
        INDArray result = Nd4j.create(5, 10);

        Engine.outputInto(engine, features, result);

        assertThat(Engine.fallbacks(engine)).isNotEmpty();
        assertThat(result).isEqualTo(engine.output(features));
    }

    @Test
    void networksThatAreNotAcceleratedPredictIntoTheArrayOfTheCallerToo() {
        MultiLayerNetwork network = Networks.simpleCnn(new Sgd(0.01));
        ComputationGraph graph = Networks.resnet18(new Sgd(0.01), 8);
        INDArray digits = Data.features(2, 5, 1, 28, 28);
        INDArray pictures = Data.features(2, 5, 3, 32, 32);
        INDArray ofDigits = Nd4j.create(5, 10);
        INDArray ofPictures = Nd4j.create(5, 10);

        Engine.outputInto(network, digits, ofDigits);
        Engine.outputInto(graph, pictures, ofPictures);

        assertThat(ofDigits).isEqualTo(network.output(digits));
        assertThat(ofPictures).isEqualTo(graph.outputSingle(pictures));
    }

    @Test
    void anArrayThatTheResultDoesNotFitIsRefused() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Sgd(0.01)));
        INDArray features = Data.features(4, 6, 784);

        for (INDArray result : List.of(
                Nd4j.create(5, 10), Nd4j.create(new long[] {6, 10}, 'f'), Nd4j.create(DataType.DOUBLE, 6, 10))) {
            assertThatThrownBy(() -> Engine.outputInto(engine, features, result))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[6, 10] of row-major FLOAT");
        }
    }

    @Test
    void partsOfALargerArrayAreRead() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.simpleCnn(new Sgd(0.01)));
        INDArray features = Data.features(4, 9, 1, 28, 28);
        INDArray part = features.get(NDArrayIndex.interval(3, 7));

        assertThat(engine.output(part)).isEqualTo(engine.output(part.dup()));
        assertThat(engine.output(part)).isNotEqualTo(engine.output(features.get(NDArrayIndex.interval(0, 4))));
    }

    @Test
    void parametersThatArePartOfALargerArrayAreRead() {
        MultiLayerNetwork network = Networks.fc2layer(new Sgd(0.01));
        INDArray features = Data.features(4, 6, 784);
        INDArray expected = Engine.accelerate(network.clone()).output(features);
        long length = network.params().length();
        INDArray part = Nd4j.create(1, length + 100).get(NDArrayIndex.all(), NDArrayIndex.interval(100, length + 100));
        part.assign(network.params());

        MultiLayerNetwork moved = new MultiLayerNetwork(network.getLayerWiseConfigurations());
        moved.init(part, false);

        assertThat(moved.params().offset()).isPositive();
        assertThat(Engine.accelerate(moved).output(features)).isEqualTo(expected);
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
