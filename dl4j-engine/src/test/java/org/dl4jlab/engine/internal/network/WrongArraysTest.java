package org.dl4jlab.engine.internal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Graphs;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Arrays that DL4J refuses are refused with DL4J's own words; those that it takes are read whole and right. */
class WrongArraysTest {
    private static final INDArray IMAGES = Data.features(1, 6, 1, 28, 28);

    /** Not plain arguments: JUnit closes those, and an array that was closed cannot be read any more. */
    record Batch(String name, INDArray features, INDArray labels) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Batch> wrong() {
        INDArray labels = Data.labels(2, 6, 10);
        INDArray closed = IMAGES.dup();
        closed.close();
        return Stream.of(
                new Batch("labels of one column", IMAGES, Nd4j.ones(6, 1)),
                new Batch("labels of too few columns", IMAGES, Nd4j.ones(6, 9)),
                new Batch("labels of too many columns", IMAGES, Nd4j.ones(6, 12)),
                new Batch("labels of rank 1", IMAGES, Nd4j.ones(6)),
                new Batch("labels of rank 4", IMAGES, Nd4j.ones(6, 10, 1, 1)),
                new Batch("scalar labels", IMAGES, Nd4j.scalar(1f)),
                new Batch("too few labels", IMAGES, labels.get(NDArrayIndex.interval(0, 4), NDArrayIndex.all())),
                new Batch("too many labels", IMAGES, Data.labels(2, 7, 10)),
                new Batch("no labels", IMAGES, null),
                new Batch("no features", null, labels),
                new Batch("a batch of 0", Nd4j.empty(DataType.FLOAT), labels),
                new Batch("a wrong number of channels", Data.features(1, 6, 3, 28, 28), labels),
                new Batch("images of a wrong size", Data.features(1, 6, 1, 24, 28), labels),
                new Batch("images turned by 90 degrees", Data.features(1, 6, 1, 14, 56), labels),
                new Batch("features of rank 2", Data.features(1, 6, 784), labels),
                new Batch("features of rank 3", Data.features(1, 6, 28, 28), labels),
                new Batch("closed features", closed, labels),
                new Batch("features of a closed workspace", fromClosedWorkspace(), labels));
    }

    private static INDArray fromClosedWorkspace() {
        try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().getAndActivateWorkspace("WRONG_ARRAYS_TEST")) {
            return Nd4j.createUninitialized(6, 1, 28, 28).assign(IMAGES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void areRefusedInDl4jsWords(Batch batch) {
        INDArray features = batch.features();
        INDArray labels = batch.labels();
        MultiLayerNetwork dl4j = Networks.simpleCnn(new Sgd(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        INDArray before = engine.params().dup();

        assertSameFailure(engine, dl4j, network -> network.fit(features, labels));
        assertThat(engine.params()).isEqualTo(before).isEqualTo(dl4j.params());
        assertThat(engine.getIterationCount()).isEqualTo(dl4j.getIterationCount());
        assertSameFailure(engine, dl4j, network -> {
            network.setInput(features);
            network.setLabels(labels);
            network.computeGradientAndScore();
        });
        if (labels == null || labels.size(0) == 6 && labels.rank() == 2 && labels.size(1) == 10) {
            assertSameFailure(engine, dl4j, network -> network.output(features));
        }

        engine.fit(IMAGES, Data.labels(2, 6, 10));
        dl4j.fit(IMAGES, Data.labels(2, 6, 10));
        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
    }

    private static <T> void assertSameFailure(T engine, T dl4j, Consumer<T> call) {
        Throwable expected = catchThrowable(() -> call.accept(dl4j));
        Throwable actual = catchThrowable(() -> call.accept(engine));
        assertThat(actual == null ? null : actual.getClass()).isEqualTo(expected == null ? null : expected.getClass());
        if (expected != null) {
            assertThat(actual).hasMessage(expected.getMessage());
        }
    }

    @Test
    void wrongWidthsOfFullyConnectedNetworks() {
        MultiLayerNetwork dl4j = Networks.fc2layer(new Sgd(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        for (INDArray features : new INDArray[] {Data.features(1, 6, 783), Data.features(1, 6, 1, 28, 28)}) {
            assertSameFailure(engine, dl4j, network -> network.fit(features, Data.labels(2, 6, 10)));
            assertSameFailure(engine, dl4j, network -> network.output(features));
        }
    }

    @Test
    void graphs() {
        ComputationGraph dl4j = Graphs.identityShortcut(new Sgd(0.01));
        ComputationGraph engine = Engine.accelerate(dl4j.clone());
        DataSet good = Data.batch(1, 6, Graphs.image());
        for (DataSet batch : new DataSet[] {
            new DataSet(good.getFeatures(), Nd4j.ones(6, 1)),
            new DataSet(good.getFeatures(), Nd4j.ones(5, 10)),
            new DataSet(good.getFeatures(), null),
            new DataSet(Data.features(1, 6, 4, 10, 9), good.getLabels()),
            new DataSet(Data.features(1, 6, 3, 9, 10), good.getLabels()),
            new DataSet(null, good.getLabels())
        }) {
            assertSameFailure(engine, dl4j, network -> network.fit(batch));
            assertSameFailure(engine, dl4j, network -> network.output(batch.getFeatures()));
        }
        assertSameFailure(engine, dl4j, network -> network.output(good.getFeatures(), good.getFeatures()));
        assertSameFailure(engine, dl4j, network -> network.output((INDArray[]) null));

        dl4j.fit(good);
        engine.fit(good);
        assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
    }

    @Test
    void arraysInAnyFormAreReadRight() {
        MultiLayerNetwork dl4j = Networks.simpleCnn(new Nesterovs(0.01, 0.9));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        INDArray labels = Data.labels(2, 6, 10);
        INDArray wide = Nd4j.create(6, 12);
        INDArray columns = wide.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 11));
        columns.assign(labels);
        INDArray[][] batches = {
            {IMAGES.dup('f'), labels.dup('f')},
            {IMAGES.castTo(DataType.DOUBLE), labels.castTo(DataType.INT)},
            {IMAGES.castTo(DataType.HALF), labels.castTo(DataType.DOUBLE)},
            {IMAGES.mul(9).castTo(DataType.INT8), labels.castTo(DataType.BOOL)},
            {IMAGES.permute(0, 1, 3, 2), columns},
        };
        for (INDArray[] batch : batches) {
            dl4j.fit(batch[0], batch[1]);
            engine.fit(batch[0], batch[1]);
            assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
            assertThat(Gradients.relativeError(engine.output(batch[0]), dl4j.output(batch[0])))
                    .isLessThan(1e-4);
        }
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    @Test
    void aClosedNetworkIsNotRead() {
        MultiLayerNetwork dl4j = Networks.simpleCnn(new Sgd(0.01));
        MultiLayerNetwork engine = Engine.accelerate(dl4j.clone());
        engine.output(IMAGES);
        engine.close();
        dl4j.close();

        Throwable refused = catchThrowable(() -> dl4j.output(IMAGES));
        assertThat(refused).isNotNull();
        assertThat(catchThrowable(() -> engine.output(IMAGES))).isInstanceOf(refused.getClass());
    }

    /** DL4J's gradients leave arrays of closed workspaces in the layers, which nothing may look into. */
    @Test
    void trainingAfterGradientsAndAfterAFailure() {
        MultiLayerNetwork engine = Engine.accelerate(Networks.vgg11(new Sgd(0.01), 16));
        INDArray features = Data.features(3, 4, 3, 32, 32);
        INDArray labels = Data.labels(4, 4, 10);

        engine.calculateGradients(features, labels, null, null);
        engine.fit(features, labels);
        assertThat(catchThrowable(() -> engine.fit(features, (INDArray) null))).isNotNull();
        engine.fit(features, labels);

        assertThat(engine.getIterationCount()).isEqualTo(2);
    }
}
