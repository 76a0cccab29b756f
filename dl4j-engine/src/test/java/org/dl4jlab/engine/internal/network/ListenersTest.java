package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.listeners.CheckpointListener;
import org.deeplearning4j.optimize.listeners.CollectScoresIterationListener;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Graphs;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

/** DL4J's listeners see what they would see of a network of DL4J's own. */
class ListenersTest {
    private static final DataSet BATCH = Data.batch(1, 8, 784);

    @Test
    void checkpointsOfSequentialNetworksHaveDl4jsNames(@TempDir Path folder) {
        for (IUpdater updater : List.of(new Adam(0.01), new RmsProp(0.01))) {
            MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(updater));
            CheckpointListener listener = checkpoints(folder);
            engine.setListeners(listener);
            for (int epoch = 0; epoch < 3; epoch++) {
                engine.fit(new ExistingDataSetIterator(List.of(BATCH)));
            }

            assertThat(zips(folder))
                    .containsExactlyInAnyOrder(
                            "checkpoint_1_MultiLayerNetwork.zip", "checkpoint_2_MultiLayerNetwork.zip");
            MultiLayerNetwork saved = listener.loadCheckpointMLN(2);
            assertThat(saved.params()).isEqualTo(engine.params());
            assertThat(saved.updaterState()).isEqualTo(engine.updaterState());
            assertThat(engine.getListeners()).containsExactly(listener);
        }
    }

    @Test
    void checkpointsOfGraphsHaveDl4jsNames(@TempDir Path folder) {
        ComputationGraph engine = Engine.accelerate(Graphs.dense(new Adam(0.01)));
        DataSet batch = Data.batch(1, 8, 20);
        CheckpointListener listener = new CheckpointListener.Builder(folder.toFile())
                .keepLast(1)
                .deleteExisting(true)
                .saveEveryNIterations(1)
                .build();
        engine.setListeners(listener);
        for (int step = 0; step < 4; step++) {
            engine.fit(batch);
        }

        assertThat(zips(folder)).containsExactly("checkpoint_2_ComputationGraph.zip");
        assertThat(listener.loadCheckpointCG(2).params()).isEqualTo(engine.params());
    }

    private static CheckpointListener checkpoints(Path folder) {
        return new CheckpointListener.Builder(folder.toFile())
                .keepLast(2)
                .deleteExisting(true)
                .saveEveryEpoch()
                .build();
    }

    private static List<String> zips(Path folder) {
        return Stream.of(folder.toFile().listFiles())
                .map(File::getName)
                .filter(name -> name.endsWith(".zip"))
                .toList();
    }

    @Test
    void addedListenersReachTheLayers() {
        MultiLayerNetwork original = Networks.fc2layer(new Sgd(0.1));
        CollectScoresIterationListener first = new CollectScoresIterationListener();
        original.addListeners(first);
        MultiLayerNetwork engine = Engine.accelerate(original);
        CollectScoresIterationListener second = new CollectScoresIterationListener();
        engine.addListeners(second);

        assertThat(engine.getListeners()).containsExactly(first, second);
        assertThat(engine.getLayer(1).getListeners()).containsExactly(first, second);

        ComputationGraph graph = Engine.accelerate(Graphs.dense(new Sgd(0.1)));
        graph.addListeners(first);
        graph.addListeners(second);
        assertThat(graph.getListeners()).containsExactly(first, second);
        assertThat(graph.getLayer("a").getListeners()).containsExactly(first, second);
    }

    @Test
    void gradientsAreListedInDl4jsOrder() {
        MultiLayerNetwork dl4j = Networks.vgg11(new Sgd(0.1), 16);
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        DataSet images = Data.batch(2, 4, 3, 32, 32);
        dl4j.fit(images);
        engine.fit(images);
        assertSameNames(engine.gradient(), dl4j.gradient());

        ComputationGraph graph = Networks.resnet18(new Sgd(0.1), 16);
        ComputationGraph accelerated = Engine.accelerate(graph.clone());
        graph.fit(images);
        accelerated.fit(images);
        assertSameNames(accelerated.gradient(), graph.gradient());
    }

    private static void assertSameNames(Gradient actual, Gradient expected) {
        assertThat(actual.gradientForVariable().keySet())
                .containsExactlyElementsOf(expected.gradientForVariable().keySet());
    }

    /** What a listener does to the object with the gradients is forgotten at the next step, as in DL4J. */
    @Test
    void everyStepHasItsOwnGradientObject() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.fc2layer(new Sgd(0.1)));
        engine.fit(BATCH);
        Gradient first = engine.gradient();
        first.clear();
        engine.fit(BATCH);

        assertThat(engine.gradient()).isNotSameAs(first);
        assertThat(engine.gradient().gradientForVariable()).isNotEmpty();
    }

    @Test
    void gradientsThatAListenerExchangesAreApplied() {
        MultiLayerNetwork dl4j = Networks.fc2layer(new Adam(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        for (MultiLayerNetwork network : List.of(dl4j, engine)) {
            network.setListeners(new BaseTrainingListener() {
                @Override
                public void onGradientCalculation(Model model) {
                    Gradient halved = new DefaultGradient(
                            model.gradient().gradient().mul(0.5).reshape(1, -1));
                    model.gradient().gradientForVariable().forEach(halved::setGradientFor);
                    network.setGradient(halved);
                }

                @Override
                public void iterationDone(Model model, int iteration, int epoch) {}
            });
            network.fit(BATCH);
            network.fit(BATCH);
        }

        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
        assertThat(Gradients.relativeError(engine.updaterState(), dl4j.updaterState()))
                .isLessThan(1e-4);
    }
}
