package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Mask arrays, however they reach the network, have the effect that they have in DL4J. */
class MasksTest {
    private static final INDArray LABELS_MASK = Nd4j.create(new float[] {1, 1, 0, 1, 0, 1}, new long[] {6, 1});

    private final INDArray features = Data.features(5, 6, 2, 10, 10);
    private final INDArray labels = Data.labels(6, 6, 3);

    /** DL4J leaves some open when a call fails. */
    @AfterEach
    void closeWorkspaces() {
        Nd4j.getMemoryManager().setCurrentWorkspace(null);
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    @Test
    void labelsMasksOfSingleBatches() {
        MultiLayerNetwork dl4j = classifier();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());

        for (int step = 0; step < 3; step++) {
            dl4j.fit(features, labels, null, LABELS_MASK);
            engine.fit(features, labels, null, LABELS_MASK);
            assertSame(engine, dl4j);
        }
        engine.fit(features, labels);
        dl4j.fit(features, labels);

        assertSame(engine, dl4j);
        assertThat(Engine.fallbacks(engine)).extracting(Object::toString).containsExactly("batch: mask arrays");
    }

    @Test
    void featuresMasks() {
        MultiLayerNetwork dl4j = masksFeatures();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        INDArray batch = Data.features(7, 4, 2, 6, 6);
        INDArray targets = Data.labels(8, 4, 3);
        INDArray mask = Nd4j.ones(4, 1, 6, 1);
        mask.putScalar(new int[] {1, 0, 4, 0}, 0);
        mask.putScalar(new int[] {1, 0, 5, 0}, 0);

        dl4j.fit(batch, targets, mask, null);
        engine.fit(batch, targets, mask, null);
        assertSame(engine, dl4j);

        assertThat(engine.output(batch, false, mask, null)).isEqualTo(dl4j.output(batch, false, mask, null));
    }

    @Test
    void iteratorsOfMaskedAndPlainBatches() {
        MultiLayerNetwork dl4j = classifier();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet plain = new DataSet(features, labels);
        DataSet masked = new DataSet(features, labels, null, LABELS_MASK);
        List<DataSet> batches = List.of(plain, masked, plain, masked);

        dl4j.fit(new ExistingDataSetIterator(batches));
        engine.fit(new ExistingDataSetIterator(batches));

        assertSame(engine, dl4j);
    }

    /** DL4J leaves the masks of the failed batch in the network; they must not lie in memory that the iterator has freed. */
    @Test
    void masksOfABatchThatFailedInAnEpoch() {
        MultiLayerNetwork sequential = Engine.accelerate(classifier());
        ComputationGraph graph = Engine.accelerate(classifier().toComputationGraph());
        DataSet refused = new DataSet(features, labels, null, Nd4j.ones(6, 3));

        assertThatThrownBy(() -> sequential.fit(new ExistingDataSetIterator(List.of(refused))))
                .hasMessageContaining("Per output masking");
        assertThatThrownBy(() -> graph.fit(new ExistingDataSetIterator(List.of(refused))))
                .hasMessageContaining("Per output masking");

        assertThat(sequential.getInput().isAttached()).isFalse();
        assertThat(sequential.getLayer(4).getMaskArray()).isEqualTo(Nd4j.ones(6, 3));
        assertThat(graph.getInput(0).isAttached()).isFalse();
        assertThat(graph.getLabelMaskArrays()[0].isAttached()).isFalse();
        assertThat(graph.outputSingle(features)).isEqualTo(classifier().output(features));
    }

    /** DL4J keeps masks that were set before an epoch until its end. */
    @Test
    void masksThatWereSetBeforeAnEpoch() {
        MultiLayerNetwork dl4j = classifier();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        List<DataSet> batches = List.of(new DataSet(features, labels), new DataSet(features.neg(), labels));

        for (MultiLayerNetwork network : List.of(dl4j, engine)) {
            network.setLayerMaskArrays(null, LABELS_MASK);
            network.fit(new ExistingDataSetIterator(batches));
        }
        assertSame(engine, dl4j);

        for (MultiLayerNetwork network : List.of(dl4j, engine)) {
            network.fit(new ExistingDataSetIterator(batches));
        }
        assertSame(engine, dl4j);
    }

    @Test
    void masksThatWereSetBeforeAGradientOrAPrediction() {
        MultiLayerNetwork dl4j = masksFeatures();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        INDArray batch = Data.features(7, 4, 2, 6, 6);
        INDArray mask = Nd4j.ones(4, 1, 6, 1);
        mask.putScalar(new int[] {2, 0, 5, 0}, 0);
        INDArray unmasked = engine.output(batch);

        for (MultiLayerNetwork network : List.of(dl4j, engine)) {
            network.setInput(batch);
            network.setLabels(Data.labels(8, 4, 3));
            network.setLayerMaskArrays(mask, null);
            network.computeGradientAndScore();
        }
        assertThat(engine.score()).isCloseTo(dl4j.score(), within(1e-6));
        engine.clearLayerMaskArrays();
        dl4j.clearLayerMaskArrays();

        engine.setLayerMaskArrays(mask, null);
        dl4j.setLayerMaskArrays(mask, null);
        INDArray masked = engine.output(batch);
        assertThat(masked).isEqualTo(dl4j.output(batch)).isNotEqualTo(unmasked);
        assertThat(engine.output(batch)).as("a prediction takes the masks away").isEqualTo(unmasked);

        INDArray result = Nd4j.create(4, 3);
        engine.setLayerMaskArrays(mask, null);
        Engine.outputInto(engine, batch, result);
        assertThat(result).isEqualTo(masked);
    }

    @Test
    void theMaskOfTheNetworkItself() {
        MultiLayerNetwork dl4j = masksFeatures();
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        INDArray mask = Nd4j.ones(4, 1, 6, 1);
        mask.putScalar(new int[] {3, 0, 5, 0}, 0);

        for (MultiLayerNetwork network : List.of(dl4j, engine)) {
            network.setMask(mask);
            network.fit(Data.features(7, 4, 2, 6, 6), Data.labels(8, 4, 3));
        }
        assertSame(engine, dl4j);
    }

    private static void assertSame(MultiLayerNetwork engine, MultiLayerNetwork dl4j) {
        assertThat(engine.score()).isCloseTo(dl4j.score(), within(1e-5));
        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
    }

    private static MultiLayerNetwork classifier() {
        return Networks.network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .l2(1e-3)
                .updater(new Sgd(0.05))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(8)
                        .activation(Activation.TANH)
                        .build())
                .layer(new BatchNormalization.Builder().build())
                .layer(Networks.maxPool())
                .layer(new DenseLayer.Builder()
                        .nOut(16)
                        .activation(Activation.TANH)
                        .build())
                .layer(output())
                .setInputType(InputType.convolutional(10, 10, 2))
                .build());
    }

    private static MultiLayerNetwork masksFeatures() {
        return Networks.network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(0.05))
                .list()
                .layer(new ConvolutionLayer.Builder(2, 2)
                        .nOut(3)
                        .activation(Activation.TANH)
                        .build())
                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(output())
                .setInputType(InputType.convolutional(6, 6, 2))
                .build());
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
