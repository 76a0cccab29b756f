package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.Unsupported;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Graphs;
import org.dl4jlab.engine.updater.Momentum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class AcceleratedComputationGraphTest {
    private static final int BATCH = 16;

    static Stream<IUpdater> updaters() {
        return Stream.of(
                new Sgd(0.05), new Nesterovs(0.02, 0.9), new Momentum(0.02, 0.9), new Adam(1e-3), new RmsProp(1e-3));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void fiveStepsEqualDl4js(IUpdater updater) {
        ComputationGraph dl4j = Graphs.projectionShortcut(updater);
        ComputationGraph engine = Engine.accelerate(dl4j.clone());

        dl4j.fit(iterator());
        engine.fit(iterator());

        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-4);
        assertThat(engine.getIterationCount()).isEqualTo(5);
        assertThat(engine.getEpochCount()).isEqualTo(1);
        assertThat(engine.score()).isCloseTo(dl4j.score(), Offset.offset(1e-4));
        if (dl4j.updaterState() != null) {
            assertThat(Gradients.relativeError(engine.updaterState(), dl4j.updaterState()))
                    .isLessThan(1e-4);
        }
    }

    @Test
    void everyWayToHandInABatchGivesTheSameParameters() {
        DataSet batch = Data.batch(1, BATCH, Graphs.image());
        ComputationGraph byDataSet = Engine.accelerate(Graphs.identityShortcut(new Sgd(0.1)));
        ComputationGraph byMultiDataSet = Engine.accelerate(Graphs.identityShortcut(new Sgd(0.1)));
        ComputationGraph byArrays = Engine.accelerate(Graphs.identityShortcut(new Sgd(0.1)));
        INDArray before = byDataSet.params().dup();

        byDataSet.fit(batch);
        byMultiDataSet.fit(batch.toMultiDataSet());
        byArrays.fit(new INDArray[] {batch.getFeatures()}, new INDArray[] {batch.getLabels()});

        assertThat(byDataSet.params()).isNotEqualTo(before);
        assertThat(byMultiDataSet.params()).isEqualTo(byDataSet.params());
        assertThat(byArrays.params()).isEqualTo(byDataSet.params());
        assertThat(Engine.fallbacks(byDataSet)).isEmpty();
    }

    @Test
    void predictionsEqualDl4js() {
        ComputationGraph dl4j = Graphs.merge(new Sgd(0.1), 16);
        ComputationGraph engine = Engine.accelerate(dl4j);
        INDArray features = Data.batch(3, 33, Graphs.image()).getFeatures();

        assertThat(Gradients.relativeError(engine.outputSingle(features), dl4j.outputSingle(features)))
                .isLessThan(1e-5);
        assertThat(engine.output(features)).hasSize(1);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void predictionsFollowChangedParameters() {
        ComputationGraph engine = Engine.accelerate(Graphs.identityShortcut(new Sgd(0.1)));
        INDArray features = Data.batch(3, 5, Graphs.image()).getFeatures();
        engine.outputSingle(features);
        engine.params().muli(1.5);

        ComputationGraph dl4j = Graphs.identityShortcut(new Sgd(0.1));
        dl4j.params().muli(1.5);
        assertThat(Gradients.relativeError(engine.outputSingle(features), dl4j.outputSingle(features)))
                .isLessThan(1e-5);
    }

    @Test
    void evaluationEqualsDl4js() {
        ComputationGraph dl4j = Graphs.identityShortcut(new Sgd(0.1));
        ComputationGraph engine = Engine.accelerate(dl4j);

        Evaluation expected = dl4j.evaluate(iterator());
        Evaluation actual = engine.evaluate(iterator());

        assertThat(actual.getConfusionMatrix()).isEqualTo(expected.getConfusionMatrix());
        assertThat(actual.getNumRowCounter()).isEqualTo(5 * BATCH);
    }

    @Test
    void trainingContinuedFromAFileEqualsTrainingNotStopped(@TempDir Path folder) throws Exception {
        ComputationGraph whole = Engine.accelerate(Graphs.projectionShortcut(new Adam(1e-3)));
        ComputationGraph first = Engine.accelerate(Graphs.projectionShortcut(new Adam(1e-3)));
        first.fit(iterator());
        File file = folder.resolve("network.zip").toFile();
        first.save(file);
        ComputationGraph second = Engine.accelerate(ComputationGraph.load(file, true));
        second.fit(iterator());
        whole.fit(iterator());
        whole.fit(iterator());

        assertThat(second.params()).isEqualTo(whole.params());
        assertThat(second.updaterState()).isEqualTo(whole.updaterState());
        assertThat(second.getIterationCount()).isEqualTo(10);
    }

    @Test
    void listenersSeeTheActivationsThatDl4jShows() {
        Recorder expected = new Recorder();
        Recorder actual = new Recorder();
        ComputationGraph dl4j = Graphs.projectionShortcut(new Sgd(0.1));
        ComputationGraph engine = Engine.accelerate(dl4j.clone());
        dl4j.setListeners(expected);
        engine.setListeners(actual);
        DataSet batch = Data.batch(1, 4, Graphs.image());

        dl4j.fit(batch);
        engine.fit(batch);

        assertThat(actual.activations.keySet()).isEqualTo(expected.activations.keySet());
        expected.activations.forEach(
                (name, activations) -> assertThat(Gradients.relativeError(actual.activations.get(name), activations))
                        .as(name)
                        .isLessThan(1e-5));
        assertThat(actual.calls).isEqualTo(expected.calls);
        assertThat(actual.gradients).isEqualTo(expected.gradients);
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void aVertexWithoutACompilerFallsBackAndSaysWhy() {
        ComputationGraph dl4j = Graphs.with(new ElementWiseVertex(ElementWiseVertex.Op.Product));
        ComputationGraph engine = Engine.accelerate(dl4j.clone());

        dl4j.fit(iterator());
        engine.fit(iterator());

        assertThat(engine.params()).isEqualTo(dl4j.params());
        assertThat(Engine.fallbacks(engine))
                .containsExactly(new Unsupported("vertex", "element-wise Product of 2 inputs"));
    }

    @Test
    void aCloneTrainsOnItsOwn() {
        ComputationGraph engine = Engine.accelerate(Graphs.identityShortcut(new Sgd(0.1)));
        INDArray before = engine.params().dup();
        ComputationGraph clone = engine.clone();
        clone.fit(iterator());

        assertThat(engine.params()).isEqualTo(before);
        assertThat(clone.params()).isNotEqualTo(before);
        assertThat(clone).isInstanceOf(Accelerated.class);
    }

    private static ExistingDataSetIterator iterator() {
        List<DataSet> batches = IntStream.range(0, 5)
                .mapToObj(i -> Data.batch(100 + i, BATCH, Graphs.image()))
                .toList();
        return new ExistingDataSetIterator(batches);
    }

    /** Keeps what it is shown. */
    private static final class Recorder extends BaseTrainingListener {
        private final Map<String, INDArray> activations = new HashMap<>();
        private final Map<String, Integer> calls = new HashMap<>();
        private List<String> gradients;

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> shown) {
            shown.forEach((name, array) -> activations.put(name, array.dup()));
        }

        @Override
        public void onBackwardPass(Model model) {
            calls.merge("backward", 1, Integer::sum);
        }

        @Override
        public void onGradientCalculation(Model model) {
            gradients = model.gradient().gradientForVariable().keySet().stream()
                    .sorted()
                    .toList();
            calls.merge("gradient", 1, Integer::sum);
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            calls.merge("iteration " + iteration, 1, Integer::sum);
        }
    }
}
