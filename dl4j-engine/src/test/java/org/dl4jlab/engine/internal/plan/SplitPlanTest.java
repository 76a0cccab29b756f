package org.dl4jlab.engine.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.support.Data;
import org.dl4jlab.engine.support.Gradients;
import org.dl4jlab.engine.support.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class SplitPlanTest {
    private final MultiLayerNetwork network = Networks.cifarNet(new Sgd(0.01));

    @ParameterizedTest
    @CsvSource({"64, 2", "17, 2", "31, 3", "4, 4"})
    void gradientsAndLossAreThoseOfTheWholeBatch(int batch, int pieces) {
        DataSet data = Data.batch(1, batch, 3, 32, 32);
        INDArray expected = Nd4j.create(network.params().length());
        INDArray actual = Nd4j.create(network.params().length());
        try (Plan whole = plan(batch, 1, true, expected);
                Plan split = plan(batch, pieces, true, actual)) {
            double loss = step(whole, data);
            for (int run = 0; run < 3; run++) {
                assertThat(step(split, data)).isCloseTo(loss, within(1e-4 * loss));
                assertThat(Gradients.relativeError(actual, expected)).isLessThan(1e-5);
            }
        }
    }

    /** JavaCPP says so when the C library has no more memory. */
    @Test
    void piecesThatWereMadeAreClosedWhereMemoryRunsOut() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Plan first = (Plan) Proxy.newProxyInstance(
                Plan.class.getClassLoader(), new Class<?>[] {Plan.class}, (proxy, method, arguments) -> {
                    closed.addAndGet(method.getName().equals("close") ? 1 : 0);
                    return null;
                });

        assertThatThrownBy(() -> SplitPlan.compile(
                        new PlanOptions(64, false, false, 2, 1),
                        new FlatArrays(address(network.params()), 0),
                        3 * 32 * 32,
                        network.params().length(),
                        (own, piece) -> {
                            if (made.getAndIncrement() > 0) {
                                throw new OutOfMemoryError("made up");
                            }
                            return first;
                        }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void bothHalvesAtOnceAreThoseOneAfterTheOther() {
        DataSet data = Data.batch(1, 31, 3, 32, 32);
        INDArray expected = Nd4j.create(network.params().length());
        INDArray actual = Nd4j.create(network.params().length());
        try (Plan oneAfterTheOther = plan(31, 3, true, expected);
                Plan atOnce = plan(31, 3, true, actual)) {
            double loss = step(oneAfterTheOther, data);
            for (int run = 0; run < 3; run++) {
                assertThat(atOnce.forwardAndBackward(address(data.getFeatures()), address(data.getLabels()), 0, 0))
                        .isEqualTo(loss);
                assertThat(actual.data().asFloat()).isEqualTo(expected.data().asFloat());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 2", "31, 3"})
    void predictionsAreThoseOfTheWholeBatch(int batch, int pieces) {
        INDArray features = Data.features(1, batch, 3, 32, 32);
        INDArray expected = network.output(features);
        INDArray output = Nd4j.create(batch, 10);
        FlatArrays arrays = new FlatArrays(address(network.params()), 0);
        try (Plan split = split(new PlanOptions(batch, false, false, pieces, 1), arrays)) {
            split.prepare();
            for (int pause : new int[] {0, 0, 0, 5}) { // milliseconds; the threads sleep after the longer
                LockSupport.parkNanos(1_000_000L * pause);
                output.assign(0);
                split.infer(address(features), address(output));
                assertThat(Gradients.relativeError(output, expected)).isLessThan(1e-5);
            }
        }
    }

    @Test
    void repeatedStepsGiveTheSameBits() {
        DataSet data = Data.batch(1, 32, 3, 32, 32);
        INDArray gradients = Nd4j.create(network.params().length());
        try (Plan split = plan(32, 2, true, gradients)) {
            step(split, data);
            INDArray first = gradients.dup();
            for (int run = 0; run < 20; run++) {
                step(split, data);
                assertThat(gradients).isEqualTo(first);
            }
        }
    }

    @Test
    void layersAreObservedAsIfNothingWereSplit() {
        INDArray features = Data.features(1, 20, 3, 32, 32);
        DataSet data = new DataSet(features, Data.labels(1, 20, 10));
        INDArray gradients = Nd4j.create(network.params().length());
        PlanOptions options = new PlanOptions(20, true, true, 2, 1);
        try (Plan split = split(options, new FlatArrays(address(network.params()), address(gradients)))) {
            step(split, data);
            List<INDArray> expected = network.feedForward(features);
            for (int i = 0; i < split.observedLayers().size(); i++) {
                String layer = split.observedLayers().get(i);
                INDArray observed = Nd4j.create(split.observedShape(layer));
                split.observe(layer, address(observed));
                assertThat(Gradients.relativeError(observed, expected.get(i + 1)))
                        .isLessThan(1e-5);
            }
        }
    }

    @Test
    void itsThreadsEndWhenItIsClosed() {
        // Not those of other tests, whose plans may be forgotten at any moment.
        Set<Thread> others = threads();
        Plan split = plan(16, 3, false, null);
        Set<Thread> own = threads();
        own.removeAll(others);
        assertThat(own).hasSize(2);
        split.close();
        assertThatThrownBy(split::prepare).hasMessageContaining("closed");
        await().atMost(Duration.ofSeconds(30)).until(() -> own.stream().noneMatch(Thread::isAlive));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dl4jlab-engine"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static double step(Plan plan, DataSet data) {
        double loss = plan.forward(address(data.getFeatures()), address(data.getLabels()), 0, 0);
        plan.backward();
        return loss;
    }

    private Plan plan(int batch, int pieces, boolean training, INDArray gradients) {
        FlatArrays arrays = new FlatArrays(address(network.params()), gradients == null ? 0 : address(gradients));
        PlanOptions options = new PlanOptions(batch, training, false, pieces, 1);
        return pieces == 1 ? LayerCompilers.compile(graph(), arrays, options) : split(options, arrays);
    }

    private Plan split(PlanOptions options, FlatArrays arrays) {
        return SplitPlan.compile(
                options,
                arrays,
                3 * 32 * 32,
                network.params().length(),
                (own, piece) -> LayerCompilers.compile(graph(), own, piece));
    }

    private NetworkGraph graph() {
        return GraphReader.read(network, Shape.image(3, 32, 32));
    }

    private static long address(INDArray array) {
        return array.data().address();
    }
}
