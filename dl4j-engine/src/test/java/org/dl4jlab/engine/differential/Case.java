package org.dl4jlab.engine.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One network and a sequence of calls on it, made on the engine and on plain DL4J. */
final class Case {
    private static final int DISTURBED = 8;

    private final long seed;
    private final Draw draw;
    private final RandomNetwork network;
    private final Subject dl4j;
    private final Subject engine;
    private final List<String> done = new ArrayList<>();
    private int compared;

    Case(long seed) {
        this.seed = seed;
        this.draw = new Draw(seed);
        this.network = RandomNetworks.draw(draw);
        this.dl4j = new Subject(network.network());
        int threads = draw.of(0, 0, 1, 2);
        this.engine = new Subject(accelerated(Snapshot.copy(network.network()), threads));
        boolean listen = draw.oneIn(2);
        dl4j.listen(listen);
        engine.listen(listen);
    }

    private static Model accelerated(Model model, int threads) {
        EngineOptions options = EngineOptions.defaults().withThreads(threads);
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
            if (network.hasImages()) { // DL4J's poolings read beyond the end of masks for fewer examples
                dl4j.clearMasks();
                engine.clearMasks();
            }
            Snapshot before = new Snapshot(dl4j);
            Outcome expected = Outcome.of(operation, dl4j, Noise.NONE);
            Outcome actual = Outcome.of(operation, engine, Noise.NONE);
            if (expected.defect() || actual.defect() && network.hasSequences()) { // those run on DL4J's own layers
                return;
            }
            assertThat(actual.failure()).as(describe()).isEqualTo(expected.failure());
            assertThat(actual.text()).as(describe()).isEqualTo(expected.text());
            if (!expected.numbers().values().stream().allMatch(Tolerance::isFinite)) {
                return; // a network that has diverged says nothing more
            }
            boolean comparable = !(network.random() && operation.trains());
            if (comparable && !agree(operation, before, expected, actual)) {
                return;
            }
            engine.follow(dl4j);
        }
    }

    /** How many arrays and numbers of both networks were compared. */
    int compared() {
        return compared;
    }

    /** Whether the engine left nothing to DL4J: otherwise DL4J may have been compared with itself. */
    boolean ranOnPlans() {
        return Engine.fallbacks(engine.model).isEmpty();
    }

    private String describe() {
        return "seed " + seed + " (-Ddl4jlab.differential.seed=" + seed + " -Ddl4jlab.differential.cases=1): "
                + network.description() + "; calls " + done + "; fallbacks " + Engine.fallbacks(engine.model);
    }

    /**
     * Whether the results say anything: some of DL4J's masked poolings read memory that nobody has written, and then DL4J
     * is far from DL4J in double precision.
     *
     * @throws AssertionError if they differ by more than rounding explains, from DL4J and from double precision
     */
    private boolean agree(Operation operation, Snapshot before, Outcome expected, Outcome actual) {
        Set<String> both = new LinkedHashSet<>(expected.numbers().keySet());
        both.retainAll(actual.numbers().keySet());
        compared += both.size();
        Reference reference = null;
        for (String name : both) {
            INDArray one = expected.numbers().get(name);
            INDArray other = actual.numbers().get(name);
            assertThat(other.shape()).as(name + ", " + describe()).isEqualTo(one.shape());
            double tolerance = Tolerance.of(name, one, before.params, expected.numbers());
            double difference = Tolerance.difference(one, other);
            if (difference == 0 || difference <= tolerance) {
                continue;
            }
            reference = reference == null ? new Reference(operation, before, expected) : reference;
            double bound = tolerance + 10 * reference.spread(name);
            double error = reference.error(name, other);
            if (Math.min(difference, error) <= bound) {
                continue;
            }
            double errorOfDl4j = reference.error(name, one);
            if (reference.knows(name) && !(errorOfDl4j <= bound)) {
                return false;
            }
            assertThat(Math.min(difference, error))
                    .as(
                            "%s: the engine is %s from DL4J and %s from double precision, from which DL4J is %s; %s",
                            name, difference, error, errorOfDl4j, describe())
                    .isLessThanOrEqualTo(bound);
        }
        return true;
    }

    /**
     * The same call on plain DL4J in double precision, as it is and with errors like those of single precision. Where DL4J has a
     * layer for single precision alone, both are in single precision.
     */
    private final class Reference {
        private final Map<String, INDArray> exact;
        private final List<Map<String, INDArray>> disturbed = new ArrayList<>();

        Reference(Operation operation, Snapshot before, Outcome expected) {
            Outcome inDouble = Outcome.of(operation, before.restored(dl4j, DataType.DOUBLE), Noise.NONE);
            boolean usable = inDouble.failure().equals(expected.failure());
            exact = (usable ? inDouble : again(operation, before)).numbers();
            for (int i = 0; i < DISTURBED; i++) {
                Subject subject = before.restored(dl4j, usable ? DataType.DOUBLE : DataType.FLOAT);
                Rounding.disturb(subject, seed + i);
                disturbed.add(Outcome.of(operation, subject, Noise.of(seed + i)).numbers());
            }
        }

        /** In single precision, which tells whether DL4J agrees with itself. */
        private Outcome again(Operation operation, Snapshot before) {
            return Outcome.of(operation, before.restored(dl4j, DataType.FLOAT), Noise.NONE);
        }

        boolean knows(String name) {
            return exact.containsKey(name);
        }

        double error(String name, INDArray value) {
            return exact.containsKey(name) ? Tolerance.difference(exact.get(name), value) : Double.POSITIVE_INFINITY;
        }

        double spread(String name) {
            return disturbed.stream()
                    .filter(results -> results.containsKey(name) && exact.containsKey(name))
                    .mapToDouble(results -> Tolerance.difference(exact.get(name), results.get(name)))
                    .max()
                    .orElse(0);
        }
    }
}
