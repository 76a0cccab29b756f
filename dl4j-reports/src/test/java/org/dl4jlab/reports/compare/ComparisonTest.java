package org.dl4jlab.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    @TempDir
    Path folder;

    private SmallRuns runs;
    private final List<FinishedRun> given = new ArrayList<>();

    @BeforeEach
    void open() {
        runs = new SmallRuns(folder);
    }

    @Test
    void runsThatDifferBySeedOnlyAreOneGroup() throws IOException {
        add("cnn", 3, 950, Map.of());
        add("fc", 1, 870, Map.of());
        add("cnn", 1, 940, Map.of());
        add("fc", 2, 880, Map.of());

        Comparison comparison = Comparison.of(given);

        assertThat(comparison.groups()).extracting(RunGroup::name).containsExactly("cnn", "fc");
        RunGroup cnn = comparison.groups().get(0);
        assertThat(cnn.seeds()).containsExactly(1L, 3L);
        assertThat(cnn.accuracy().mean()).isCloseTo(0.945, within(1e-12));
        assertThat(cnn.accuracy().deviation()).isCloseTo(0.01 / Math.sqrt(2), within(1e-12));
        assertThat(cnn.loss().mean()).isCloseTo(0.055, within(1e-12));
        assertThat(cnn.validationAccuracy()).isPresent();
        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.notes()).isEmpty();
    }

    @Test
    void aStepHasTheImagesOfAllBatchesWhoseGradientsItTakesTogether() throws IOException {
        add("cnn", 1, 950, Map.of("batch", 64));
        add("cnn", 2, 950, Map.of("batch", 16, "accumulation", 4));

        assertThat(given).extracting(FinishedRun::imagesPerStep).containsExactly(64, 64);
    }

    @Test
    void groupsOfOneExperimentAreNamedByWhatSetsThemApart() throws IOException {
        add("cnn", 1, 950, Map.of("learningRate", 0.1, "momentum", 0.5));
        add("cnn", 1, 940, Map.of("learningRate", 0.2, "momentum", 0.5));
        add("fc", 1, 900, Map.of("learningRate", 0.1, "momentum", 0.9));

        Comparison comparison = Comparison.of(given);

        assertThat(comparison.groups())
                .extracting(RunGroup::name)
                .containsExactly("cnn learningRate=0.1", "cnn learningRate=0.2", "fc");
        assertThat(comparison.differing())
                .containsExactlyInAnyOrder(
                        new Comparison.Difference("learningRate", List.of("0.1", "0.2", "0.1")),
                        new Comparison.Difference("momentum", List.of("0.5", "0.5", "0.9")));
    }

    @Test
    void aRunInAnotherPrecisionIsNoOtherSeed() throws IOException {
        add("cnn", 1, 950, Map.of());
        RunRecord half = SmallRuns.record("cnn", 2, 940, Map.of())
                .with(new RunRecord.Network("simple-cnn", 6422, 0, true, "bfloat16", List.of()));
        given.add(read(runs.write(half)));

        assertThat(Comparison.of(given).groups())
                .extracting(RunGroup::name)
                .containsExactly("cnn precision=float32", "cnn precision=bfloat16");
    }

    @Test
    void aRunOfOtherFilesIsNoOtherSeed() throws IOException {
        add("cnn", 1, 950, Map.of());
        RunRecord.Data data = SmallRuns.record("cnn", 2, 940, Map.of()).data();
        RunRecord other = SmallRuns.record("cnn", 2, 940, Map.of())
                .with(new RunRecord.Data(
                        data.id(),
                        data.title(),
                        data.shape(),
                        data.classes(),
                        data.trainImages(),
                        data.validationImages(),
                        data.testImages(),
                        data.permutedPixels(),
                        Map.of("pets-images", "cd".repeat(32)),
                        data.input()));
        given.add(read(runs.write(other)));

        Comparison comparison = Comparison.of(given);

        assertThat(comparison.groups()).extracting(RunGroup::name).containsExactly("cnn #1", "cnn #2");
        assertThat(comparison.differing()).isEmpty();
        assertThat(comparison.notes()).anyMatch(note -> note.contains("checksums differ"));
    }

    @Test
    void validationAccuracyIsOfTheWeightsThatWereTested() throws IOException {
        RunFolder last = runs.done("cnn", 1, 950, Map.of("keepBest", false));
        RunFolder best = runs.done("cnn", 1, 950, Map.of("keepBest", true));
        for (RunFolder run : List.of(last, best)) {
            run.write(new MetricsTable(List.of(
                    new MetricsTable.Row(1, 20, 0.1, 1, 1.0, 0.7, 900, 1),
                    new MetricsTable.Row(2, 40, 0.1, 1, 1.0, 0.9, 900, 2),
                    new MetricsTable.Row(3, 60, 0.1, 1, 1.0, 0.8, 900, 3))));
            given.add(read(run));
        }

        assertThat(Comparison.of(given).groups())
                .extracting(g -> g.validationAccuracy().orElseThrow().mean())
                .containsExactly(0.8, 0.9);
    }

    @Test
    void aClearDifferenceIsLargerThanTheNoise() throws IOException {
        for (int seed = 1; seed <= 4; seed++) {
            add("fc", seed, 870 + seed, Map.of());
            add("cnn", seed, 950 - seed, Map.of());
        }

        GroupPair pair = Comparison.of(given).pairs().get(0);

        assertThat(pair.verdict()).isEqualTo(GroupPair.Verdict.LARGER_THAN_NOISE);
        assertThat(pair.headline()).isEqualTo("cnn is better than fc");
        assertThat(pair.points()).isCloseTo(7.5, within(1e-9));
        assertThat(pair.explanation())
                .contains("7.50 percentage points", "95 % interval 7.28 to 7.72", "n = 4 and 4", "less than 0.0001")
                .doesNotContain("pairs together");
    }

    @Test
    void aSmallDifferenceOfNoisyGroupsIsWithinTheNoise() throws IOException {
        int[] noise = {-20, 15, 5, 0};
        for (int seed = 1; seed <= 4; seed++) {
            add("fc", seed, 900 + noise[seed - 1], Map.of());
            add("cnn", seed, 905 - noise[seed - 1], Map.of());
        }

        GroupPair pair = Comparison.of(given).pairs().get(0);

        assertThat(pair.verdict()).isEqualTo(GroupPair.Verdict.WITHIN_NOISE);
        assertThat(pair.headline()).isEqualTo("No difference beyond the seed noise between cnn and fc");
        assertThat(pair.explanation()).contains("0.50 percentage points", "The interval holds 0");
    }

    @Test
    void aSingleSeedTellsNothing() throws IOException {
        add("cnn", 1, 950, Map.of());
        add("fc", 1, 800, Map.of());
        add("fc", 2, 801, Map.of());

        GroupPair pair = Comparison.of(given).pairs().get(0);

        assertThat(pair.verdict()).isEqualTo(GroupPair.Verdict.CANNOT_BE_TOLD);
        assertThat(pair.headline()).contains("cannot be told");
        assertThat(pair.explanation()).contains("14.95 percentage points", "a single seed of cnn says nothing");
    }

    @Test
    void theMorePairsTheWiderTheirIntervals() throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            add("a", seed, 900 + seed, Map.of());
            add("b", seed, 950 + seed, Map.of());
        }
        WelchStatistic alone = Comparison.of(given).pairs().get(0).test().orElseThrow();
        for (int seed = 1; seed <= 3; seed++) {
            add("c", seed, 910 + seed, Map.of());
        }
        add("single", 1, 500, Map.of());

        Comparison comparison = Comparison.of(given);

        assertThat(comparison.pairs()).hasSize(6).allMatch(p -> p.pairs() == 3);
        GroupPair same = comparison.pairs().stream()
                .filter(p -> p.headline().equals("b is better than a"))
                .findFirst()
                .orElseThrow();
        assertThat(same.test().orElseThrow().low()).isLessThan(alone.low());
        assertThat(same.explanation()).contains("for all 3 pairs together", "multiplied by the number of pairs");
        assertThat(same.adjustedPValue()).hasValue(3 * same.test().orElseThrow().pValue());
        // The printed probability belongs to the printed verdict.
        assertThat(comparison.pairs())
                .filteredOn(p -> p.test().isPresent())
                .allSatisfy(p -> assertThat(p.adjustedPValue().orElseThrow() < 0.05)
                        .isEqualTo(p.verdict() == GroupPair.Verdict.LARGER_THAN_NOISE));
    }

    @Test
    void aRepeatedSeedCountsOnceAndTheNewestStands() throws IOException {
        add("cnn", 1, 950, Map.of());
        RunFolder newer = runs.write(SmallRuns.record("cnn", 1, 960, Map.of())
                .end(RunStatus.DONE, null, Instant.parse("2026-03-02T00:00:00Z")));
        given.add(0, read(newer));
        given.add(read(newer));
        add("fc", 1, 900, Map.of());

        Comparison comparison = Comparison.of(given);

        assertThat(comparison.groups().get(0).accuracy().mean()).isEqualTo(0.96);
        assertThat(comparison.groups().get(0).runs()).hasSize(1);
        assertThat(comparison.notes())
                .singleElement()
                .asString()
                .contains("of 3 runs, 2 count, the newest of each seed");
    }

    @Test
    void oneGroupIsNothingToCompare() throws IOException {
        add("cnn", 1, 950, Map.of());
        assertThatThrownBy(() -> Comparison.of(given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is only " + folder);

        add("cnn", 2, 950, Map.of());
        assertThatThrownBy(() -> Comparison.of(given))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("all 2 runs are of cnn and differ by the seed only");
    }

    @Test
    void aRunWithoutResultSaysWhy() throws IOException {
        RunFolder stopped = runs.interrupted("cnn", 1);

        assertThat(FinishedRun.whyUnfinished(RecordedRun.open(stopped.path())))
                .contains("has no result: its status is 'interrupted' (stopped by the user after 7 training steps)");
        assertThatThrownBy(() -> read(stopped))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(stopped.path().toString());
    }

    private void add(String experiment, long seed, int correct, Map<String, ?> settings) throws IOException {
        given.add(read(runs.done(experiment, seed, correct, settings)));
    }

    private static FinishedRun read(RunFolder run) throws IOException {
        return FinishedRun.read(RecordedRun.open(run.path()));
    }
}
