package org.dl4jlab.models.initialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.models.network.ImprovedCifarNet;
import org.dl4jlab.models.network.ResNet;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** Networks with BatchNorm and drawn biases survive DL4J's file format, and train on from there. */
class SavedNetworkTest {

    private static final NetworkOptions SMALL = NetworkOptions.of(new InputShape(3, 8, 8), 3)
            .withUpdater(new Adam(0.01))
            .withWeightDecay(5e-4);

    @TempDir
    private Path folder;

    @Test
    void layersInARowTrainOnAfterLoading() throws IOException {
        MultiLayerNetwork network = improved();
        network.fit(batch(3));
        network.save(folder.resolve("model.zip").toFile(), true);
        MultiLayerNetwork loaded =
                MultiLayerNetwork.load(folder.resolve("model.zip").toFile(), true);

        assertThat(loaded.params()).isEqualTo(network.params());
        network.fit(batch(3));
        loaded.fit(batch(3));
        assertThat(loaded.params()).isEqualTo(network.params());
        assertThat(loaded.output(batch(3).getFeatures())).isEqualTo(network.output(batch(3).getFeatures()));
    }

    @Test
    void graphsTrainOnAfterLoading() throws IOException {
        for (ResNet.Shortcut shortcut : ResNet.Shortcut.values()) {
            ComputationGraph network = NetworkInitializer.initialize(
                    ResNet.configure(new ResNet.Options(SMALL, List.of(1, 1), 4, shortcut)));
            network.fit(batch(3));
            Path file = folder.resolve(shortcut + ".zip");
            ModelSerializer.writeModel(network, file.toFile(), true);
            ComputationGraph loaded = ComputationGraph.load(file.toFile(), true);

            network.fit(batch(3));
            loaded.fit(batch(3));
            assertThat(loaded.params()).as(shortcut.name()).isEqualTo(network.params());
        }
    }

    @Test
    void fineTuningReplacesTheClassifierAndKeepsTheRest() {
        MultiLayerNetwork network = improved();
        for (int i = 0; i < 3; i++) {
            network.fit(batch(3));
        }
        int classifier = network.getnLayers() - 1;
        MultiLayerNetwork tuned = new TransferLearning.Builder(network)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.01))
                        .build())
                .setFeatureExtractor(classifier - 1)
                .nOutReplace(classifier, 5, WeightInit.XAVIER)
                .build();

        INDArray features = batch(3).getFeatures();
        INDArray before = network.feedForwardToLayer(classifier - 1, features).get(classifier);
        INDArray beforeTuning = before.dup();
        tuned.fit(batch(5));
        assertThat(tuned.output(features).shape()).containsExactly(6, 5);
        // Running means and variances included: frozen layers must still see the features they were trained with.
        assertThat(tuned.feedForwardToLayer(classifier - 1, features).get(classifier))
                .isEqualTo(beforeTuning);
    }

    private static MultiLayerNetwork improved() {
        return NetworkInitializer.initialize(
                ImprovedCifarNet.configure(new ImprovedCifarNet.Options(SMALL, List.of(4, 4, 6, 6))));
    }

    private static DataSet batch(int classes) {
        Nd4j.getRandom().setSeed(12);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 6, classes);
        for (int i = 0; i < 6; i++) {
            labels.putScalar(i, i % classes, 1);
        }
        return new DataSet(Nd4j.randn(DataType.FLOAT, 6, 3, 8, 8), labels);
    }
}
