package org.dl4jlab.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.network.EngineOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One network and a sequence of calls on it, made on the engine and on plain DL4J. */
final class Case {
    private static final int REPEATS = 8;

    private final long seed;
    private final Draw draw;
    private final RandomNetwork network;
    private final Subject dl4j;
    private final Subject engine;
    private final List<String> done = new ArrayList<>();

    Case(long seed) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.network = RandomNetworks.draw(draw);
        this.dl4j = new Subject(network.network());
        int threads = draw.of(0, 0, 1, 2);
        this.engine = new Subject(accelerated(copy(network.network()), threads));
        boolean listen = draw.oneIn(2);
        dl4j.listen(listen);
        engine.listen(listen);
    }

    /** With listeners of its own, which DL4J's clones of graphs have not. */
    private static Model copy(Model model) {
        if (!(model instanceof ComputationGraph graph)) {
            return ((MultiLayerNetwork) model).clone();
        }
        ComputationGraph copy = new ComputationGraph(graph.getConfiguration().clone());
        copy.init(graph.params().dup(), false);
        if (graph.updaterState() != null) {
            copy.getUpdater().setStateViewArray(graph.updaterState().dup());
        }
        return copy;
    }

    private static Model accelerated(Model model, int threads) {
        EngineOptions options = new EngineOptions(threads);
        return model instanceof ComputationGraph graph
                ? Engine.accelerate(graph, options)
                : Engine.accelerate((MultiLayerNetwork) model, options);
    }

    void run() {
        Operations operations = new Operations(draw, network);
        int calls = draw.between(5, 12);
        for (int i = 0; i < calls; i++) {
            Operation operation = operations.draw();
            done.add(operation.name());
            Before before = new Before(dl4j);
            Outcome expected = Outcome.of(operation, dl4j, Noise.NONE);
            Outcome actual = Outcome.of(operation, engine, Noise.NONE);
            if (expected.failure().filter(Case::isDefect).isPresent()) {
                return;
            }
            assertThat(actual.failure()).as(describe()).isEqualTo(expected.failure());
            assertThat(actual.text()).as(describe()).isEqualTo(expected.text());
            boolean comparable = !(network.random() && operation.trains());
            if (comparable) {
                compare(operation, before, expected.numbers(), actual.numbers());
            }
            engine.follow(dl4j);
            if (!isFinite(dl4j.model.params())) {
                return; // a network that has diverged says nothing more
            }
        }
    }

    /** Some of DL4J's updates look at gradients in workspaces that it has closed. */
    private static boolean isDefect(String failure) {
        return failure.contains("leaked workspace pointer");
    }

    private String describe() {
        return "seed " + seed + " (-Ddl4jlab.differential.seed=" + seed + " -Ddl4jlab.differential.cases=1): "
                + network.description() + "; calls " + done + "; fallbacks " + Engine.fallbacks(engine.model);
    }

    private void compare(
            Operation operation, Before before, Map<String, INDArray> expected, Map<String, INDArray> actual) {
        Set<String> both = new LinkedHashSet<>(expected.keySet());
        both.retainAll(actual.keySet());
        List<Map<String, INDArray>> repeats = null;
        for (String name : both) {
            INDArray one = expected.get(name);
            INDArray other = actual.get(name);
            assertThat(other.shape()).as(name + ", " + describe()).isEqualTo(one.shape());
            double tolerance = Tolerance.of(name, one, before.params, expected);
            double difference = Tolerance.difference(one, other);
            if (difference == 0 || difference <= tolerance) {
                continue;
            }
            repeats = repeats == null ? repeat(operation, before) : repeats;
            double spread = 0;
            for (Map<String, INDArray> repeat : repeats) {
                spread = Math.max(spread, repeat.containsKey(name) ? Tolerance.difference(one, repeat.get(name)) : 0);
            }
            assertThat(difference)
                    .as(
                            "difference in %s, which noise moves by %s and rounding may move by %s, %s",
                            name, spread, tolerance, describe())
                    .isLessThanOrEqualTo(tolerance + 10 * spread);
        }
    }

    /** The results of the same call of plain DL4J on features that are changed a little, and in double precision. */
    private List<Map<String, INDArray>> repeat(Operation operation, Before before) {
        List<Map<String, INDArray>> results = new ArrayList<>();
        results.add(
                Outcome.of(operation, before.restoreAsDouble(dl4j), Noise.NONE).numbers());
        for (int i = 0; i < REPEATS; i++) {
            Subject again = before.restore(dl4j);
            results.add(Outcome.of(operation, again, Noise.of(seed + i)).numbers());
        }
        return results;
    }

    static boolean isFinite(INDArray array) {
        return array.length() == 0
                || array.isNaN().castTo(DataType.INT).sumNumber().intValue() == 0
                        && array.isInfinite().castTo(DataType.INT).sumNumber().intValue() == 0;
    }

    /** What plain DL4J's network was before a call, as far as calls depend on it. */
    private static final class Before {
        private final INDArray params;
        private final INDArray state;
        private final int iterations;
        private final int epochs;
        private final List<INDArray> masks = new ArrayList<>();
        private final INDArray input;

        Before(Subject subject) {
            params = subject.model.params().dup();
            state = subject.updaterState() == null
                    ? null
                    : subject.updaterState().dup();
            iterations = subject.iterations();
            epochs = subject.epochs();
            for (Layer layer : subject.layers()) {
                masks.add(layer.getMaskArray());
            }
            input = subject.isGraph()
                    ? subject.graph().getInput(0)
                    : subject.sequential().getInput();
        }

        Subject restore(Subject now) {
            return restoreInto(new Subject(copy(now.model)));
        }

        Subject restoreAsDouble(Subject now) {
            Model same = copy(now.model);
            return restoreInto(new Subject(
                    same instanceof ComputationGraph graph
                            ? graph.convertDataType(DataType.DOUBLE)
                            : ((MultiLayerNetwork) same).convertDataType(DataType.DOUBLE)));
        }

        private Subject restoreInto(Subject again) {
            again.model.params().assign(params);
            if (state != null && again.updaterState() != null) {
                again.updaterState().assign(state);
            }
            again.setCounts(iterations, epochs);
            again.listen(false);
            Layer[] layers = again.layers();
            for (int i = 0; i < layers.length; i++) {
                layers[i].setMaskArray(masks.get(i));
            }
            if (again.isGraph()) {
                again.graph().setInput(0, input);
            } else {
                again.sequential().setInput(input);
            }
            return again;
        }
    }

    /** How far single precision may carry results apart. */
    private static final class Tolerance {
        private static final double RELATIVE = 1e-4;

        static double of(String name, INDArray value, INDArray paramsBefore, Map<String, INDArray> all) {
            double largest = largest(value);
            if (name.equals("params")) {
                double update = largest(value.sub(paramsBefore));
                return RELATIVE * Math.max(update, 0.01 * largest);
            }
            if (name.startsWith("gradient")) {
                double whole = 0;
                for (Map.Entry<String, INDArray> entry : all.entrySet()) {
                    if (entry.getKey().startsWith("gradient")) {
                        whole = Math.max(whole, largest(entry.getValue()));
                    }
                }
                return RELATIVE * Math.max(largest, 0.01 * whole) + 1e-9;
            }
            return RELATIVE * largest + 1e-7;
        }

        private static double largest(INDArray array) {
            return array.length() == 0 ? 0 : array.amaxNumber().doubleValue();
        }

        /** The largest difference of two entries; 0 where neither is a number, infinite where only one is. */
        static double difference(INDArray one, INDArray other) {
            if (one.length() == 0) {
                return 0;
            }
            if (!isFinite(one) || !isFinite(other)) {
                return isFinite(one) == isFinite(other) ? 0 : Double.POSITIVE_INFINITY;
            }
            INDArray wide = one.castTo(DataType.DOUBLE);
            return wide.sub(other.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
        }
    }
}
