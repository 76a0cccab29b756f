package org.dl4jlab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jlab.bench.contender.ContenderFactory.Options;
import org.dl4jlab.bench.measure.ContenderComparison.Cell;
import org.dl4jlab.bench.workload.Workload;
import org.junit.jupiter.api.Test;

/** In which order measurements are made, and what becomes of them. No JVM is started. */
class ContenderComparisonTest {

    private static final Effort FULL = new Effort(2, 2, 3);
    private static final Effort TRIAL = new Effort(1, 1, 3);
    private static final Task TRAINING = new Task(Workload.CNN, Phase.TRAINING, 64);
    private static final Path SAMPLES = Path.of("samples");

    private final List<String> order = new ArrayList<>();

    @Test
    void everyContenderIsMeasuredOnceARoundAndEachRoundBeginsWithAnother() {
        measure(3, speeds(1, 2, 3), contender("a"), contender("b"), contender("c"));

        assertThat(order).containsExactly("a", "b", "c", "b", "c", "a", "c", "a", "b");
    }

    @Test
    void theMedianOverTheRoundsOfTheMedianLapsCounts() {
        List<Cell> cells = measure(
                3,
                (contender, options, task, effort, samples) -> {
                    order.add(contender.id());
                    double base = 100 * order.size();
                    return measurement(7, base, base + 1, base + 50);
                },
                contender("a"));

        assertThat(cells.get(0).spread()).isEqualTo(new MedianAndRange(201, 101, 301, 3));
    }

    @Test
    void theFastestCandidateOfShortTrialsIsMeasured() {
        List<Effort> efforts = new ArrayList<>();
        List<Cell> cells = measure(
                2,
                (contender, options, task, effort, samples) -> {
                    efforts.add(effort);
                    return measurement(7, options.threads() == 2 ? 20 : 10);
                },
                contender("a", new Options(1, false), new Options(2, false), new Options(4, false)));

        assertThat(cells.get(0).options()).isEqualTo(new Options(2, false));
        assertThat(efforts).containsExactly(TRIAL, TRIAL, TRIAL, FULL, FULL);
    }

    @Test
    void aCandidateThatFailsIsLeftOutAndSaysWhy() {
        List<Cell> cells = measure(
                1,
                (contender, options, task, effort, samples) -> {
                    if (options.threads() == 1) {
                        throw new MeasurementException("wrong gradient");
                    }
                    return measurement(7, 10);
                },
                contender("a", new Options(1, false), new Options(2, false)));

        assertThat(cells.get(0).options()).isEqualTo(new Options(2, false));
        assertThat(cells.get(0).failures()).containsExactly("1 thread: wrong gradient");
        assertThat(cells.get(0).runs()).hasSize(1);
    }

    @Test
    void aRunThatFailsDoesNotEndTheOthers() {
        List<Cell> cells = measure(
                2,
                (contender, options, task, effort, samples) -> {
                    if (contender.id().equals("a")) {
                        throw new MeasurementException("exit code 1");
                    }
                    return measurement(7, 10);
                },
                contender("a"),
                contender("b"));

        assertThat(cells.get(0).runs()).isEmpty();
        assertThat(cells.get(0).failures()).containsExactly("exit code 1", "exit code 1");
        assertThat(cells.get(1).runs()).hasSize(2);
    }

    @Test
    void contendersWithDifferentNetworksAreNotCompared() {
        assertThatThrownBy(() -> measure(
                        1,
                        (contender, options, task, effort, samples) ->
                                measurement(contender.id().equals("a") ? 7 : 8, 10),
                        contender("a"),
                        contender("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("different networks");
    }

    @Test
    void whoOnlyPredictsIsLeftOutOfTraining() {
        ContenderSpec predictor = new ContenderSpec(
                "p",
                "p",
                "none",
                ContenderSpec.Libraries.DL4J,
                Map.of(),
                Map.of(),
                EnumSet.of(Phase.LATENCY),
                List.of(new Options(0, false)));

        assertThat(measure(1, speeds(1), predictor, contender("a")))
                .extracting(Cell::contender)
                .containsExactly("a");
    }

    @Test
    void networksOfTheZooAreForThoseWhoTakeAnyNetworkOfDl4j() {
        Task alexNet = Task.of(Workload.ZOO_ALEXNET, Phase.INFERENCE, 0);

        assertThat(ContenderSpec.all(2).stream().filter(contender -> contender.knows(alexNet)))
                .extracting(ContenderSpec::id)
                .containsExactly("stock", "tuned", "engine");
        assertThat(Workload.ofTheLab()).doesNotContain(Workload.ZOO_ALEXNET).hasSize(5);
    }

    @Test
    void latencyIsOfOneImageWhateverTheBatchSize() {
        assertThat(Task.of(Workload.VGG, Phase.LATENCY, 64).batchSize()).isEqualTo(1);
        assertThat(Task.of(Workload.VGG, Phase.INFERENCE, 64).batchSize()).isEqualTo(64);
        assertThat(Task.of(Workload.VGG, Phase.INFERENCE, 0).batchSize()).isEqualTo(128);
    }

    private List<Cell> measure(int rounds, Runner runner, ContenderSpec... contenders) {
        return new ContenderComparison(runner, FULL, TRIAL, rounds, line -> {})
                .measure(List.of(contenders), TRAINING, SAMPLES);
    }

    private Runner speeds(double... laps) {
        return (contender, options, task, effort, samples) -> {
            order.add(contender.id());
            return measurement(7, laps);
        };
    }

    private static Measurement measurement(long parameters, double... laps) {
        List<Double> speeds = new ArrayList<>();
        for (double lap : laps) {
            speeds.add(lap);
        }
        return new Measurement(speeds, null, 10, null, null, parameters, "scripted");
    }

    private static ContenderSpec contender(String id, Options... candidates) {
        return new ContenderSpec(
                id,
                id,
                "none",
                ContenderSpec.Libraries.DL4J,
                Map.of(),
                Map.of(),
                Set.of(Phase.values()),
                candidates.length == 0 ? List.of(new Options(0, false)) : List.of(candidates));
    }
}
