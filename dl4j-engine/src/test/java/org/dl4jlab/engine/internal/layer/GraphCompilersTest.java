package org.dl4jlab.engine.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Graphs;
import org.dl4jlab.engine.support.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Loss and gradients of networks whose values have several readers. */
class GraphCompilersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void identityShortcut(int batch) {
        Gradients.assertSameAsDouble(Graphs.identityShortcut(new Sgd(0.01)), Data.batch(1, batch, Graphs.image()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void projectionShortcut(int batch) {
        Gradients.assertSameAsDouble(Graphs.projectionShortcut(new Sgd(0.01)), Data.batch(1, batch, Graphs.image()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void shortcutPaddedWithZeros(int batch) {
        Gradients.assertSameAsDouble(Graphs.paddedShortcut(new Sgd(0.01)), Data.batch(1, batch, Graphs.image()));
    }

    /** 16 channels end at the border of a block of channels, 5 do not. */
    @ParameterizedTest
    @CsvSource({"1, 16", "7, 16", "64, 16", "7, 8", "7, 5"})
    void mergedBranches(int batch, int width) {
        Gradients.assertSameAsDouble(Graphs.merge(new Sgd(0.01), width), Data.batch(1, batch, Graphs.image()));
    }

    /** Boundaries between branches inside a block of channels, at its border, and without blocks. */
    @ParameterizedTest
    @MethodSource
    void mergedConvolutionsOfAnyWidth(int stem, int first, int second) {
        ComputationGraph dl4j = Graphs.mergeOf(new Sgd(0.01), stem, first, second);
        ComputationGraph engine = Engine.accelerate(dl4j.clone());

        Gradients.assertSameAsDouble(dl4j, Data.batch(1, 7, Graphs.image()));
        for (int step = 0; step < 3; step++) {
            DataSet batch = Data.batch(step, 7 - 3 * step, Graphs.image());
            assertThat(Gradients.relativeError(
                            engine.outputSingle(batch.getFeatures()), dl4j.outputSingle(batch.getFeatures())))
                    .isLessThan(1e-5);
            dl4j.fit(batch);
            engine.fit(batch);
            assertThat(Gradients.relativeError(engine.params(), dl4j.params())).isLessThan(1e-5);
        }
        assertThat(Engine.fallbacks(engine)).isEmpty();
    }

    /** On the images themselves, and behind a stem of 16 or 32 maps. */
    static Stream<Arguments> mergedConvolutionsOfAnyWidth() {
        int[][] widths = {{2, 2}, {3, 5}, {5, 7}, {4, 12}, {8, 8}, {12, 12}, {16, 12}, {16, 16}, {24, 40}};
        return IntStream.of(0, 16, 32)
                .boxed()
                .flatMap(stem -> Stream.of(widths).map(width -> arguments(stem, width[0], width[1])));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void denseShortcut(int batch) {
        Gradients.assertSameAsDouble(Graphs.dense(new Sgd(0.01)), Data.batch(1, batch, 20));
    }

    @Test
    void inferenceAddsTheShortcutInsideTheConvolution() {
        ComputationGraph network = Graphs.identityShortcut(new Sgd(0.01));
        NetworkGraph graph = GraphReader.read(network, Shape.image(3, 10, 9));
        FlatArrays arrays = new FlatArrays(network.params().data().address(), 0);
        try (Plan plan = LayerCompilers.compile(graph, arrays, new PlanOptions(7, false, false, 1, 1))) {
            assertThat(plan.describe()).isNotEmpty().noneMatch(label -> label.contains("sum"));
        }
        assertThat(Plans.steps(network, Data.batch(1, 7, Graphs.image()).getFeatures(), true))
                .as("where the sum is a step of its own")
                .anyMatch(label -> label.contains("sum"));
    }
}
