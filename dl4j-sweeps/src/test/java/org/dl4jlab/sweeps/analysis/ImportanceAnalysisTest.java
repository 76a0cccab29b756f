package org.dl4jlab.sweeps.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.space.Dimension;
import org.junit.jupiter.api.Test;

class ImportanceAnalysisTest {

    private static final List<Dimension> AXES = List.of(
            new Dimension("rate", Dimension.Scale.LOG, 0.001, 1.0, null),
            new Dimension("width", Dimension.Scale.LINEAR, 0.0, 10.0, null),
            new Dimension("kind", Dimension.Scale.CHOICES, null, null, List.of("a", "b", "c")));

    /** A peak in the middle of the rate's axis, which no rank correlation would see; b is better; width does nothing. */
    private static List<CandidateRecord> candidates(int count) {
        SplittableRandom random = new SplittableRandom(1);
        List<CandidateRecord> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double place = random.nextDouble();
            String kind = List.of("a", "b", "c").get(random.nextInt(3));
            double score = 0.9 - 2 * (place - 0.5) * (place - 0.5) + (kind.equals("b") ? 0.2 : 0);
            Map<String, Object> values =
                    Map.of("rate", 0.001 * Math.pow(1000, place), "width", random.nextDouble(10), "kind", kind);
            // Half of them were stopped early; what the others did later must not count.
            List<CandidateRecord.Point> curve = new ArrayList<>(List.of(new CandidateRecord.Point(1, 1.0, 1, score)));
            if (i % 2 == 0) {
                curve.add(new CandidateRecord.Point(2, 1.0, 1, random.nextDouble()));
            }
            all.add(new CandidateRecord(
                    i,
                    CandidateRecord.Status.DONE,
                    null,
                    values,
                    new double[0],
                    score,
                    curve,
                    1L,
                    1,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null));
        }
        return all;
    }

    @Test
    void whatMovesTheScoreIsImportantAndWhatDoesNotIsNot() {
        List<Importance> all =
                ImportanceAnalysis.of(AXES, candidates(80), 10, 1).parts();
        assertThat(all).extracting(Importance::name).containsExactly("rate", "width", "kind");
        assertThat(all.get(0).share()).isGreaterThan(0.4);
        assertThat(all.get(1).share()).isLessThan(0.05);
        assertThat(all.get(2).share()).isBetween(0.05, 0.5);
        List<Double> rate = all.get(0).marginal();
        assertThat(rate.get(8)).isGreaterThan(rate.get(0) + 0.1).isGreaterThan(rate.get(16) + 0.1);
        List<Double> kind = all.get(2).marginal();
        assertThat(kind).hasSize(3);
        assertThat(kind.get(1)).isGreaterThan(kind.get(0) + 0.05).isGreaterThan(kind.get(2) + 0.05);
    }

    /** Scores that are sums of one function each: next to nothing is left for what they do together. */
    @Test
    void sharesAndRestAddUpToAllOfTheVarianceWithoutACut() {
        for (int seed = 1; seed <= 3; seed++) {
            ImportanceAnalysis analysis = ImportanceAnalysis.of(AXES, candidates(80), 10, seed);
            double shares =
                    analysis.parts().stream().mapToDouble(Importance::share).sum();
            assertThat(shares).isBetween(0.7, 1.0);
            assertThat(analysis.rest()).isCloseTo(1 - shares, within(1e-12));
            assertThat(analysis.parts()).allSatisfy(part -> {
                assertThat(part.share()).isBetween(part.lowest(), part.highest());
                assertThat(part.highest() - part.lowest()).isBetween(1e-9, 0.15);
            });
        }
    }

    @Test
    void candidatesThatDivergedCountAsGuessingAndOnesThatFailedOtherwiseDoNot() {
        List<CandidateRecord> all = new ArrayList<>(candidates(30));
        for (int i = 0; i < 30; i++) {
            Map<String, Object> values = Map.of("rate", 0.9, "width", 10.0 * i / 29, "kind", "a");
            all.add(new CandidateRecord(
                    30 + i,
                    i < 10 ? CandidateRecord.Status.DIVERGED : CandidateRecord.Status.FAILED,
                    "the loss is NaN",
                    values,
                    new double[0],
                    null,
                    List.of(),
                    null,
                    1,
                    1,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null));
        }
        ImportanceAnalysis analysis = ImportanceAnalysis.of(AXES, all, 10, 1);
        assertThat(analysis.candidates()).isEqualTo(40);
        assertThat(analysis.diverged()).isEqualTo(10);
        assertThat(analysis.epoch()).isEqualTo(1);
        double without = ImportanceAnalysis.of(AXES, candidates(30), 10, 1)
                .parts()
                .get(0)
                .marginal()
                .get(16);
        assertThat(analysis.parts().get(0).marginal().get(16)).isLessThan(without - 0.1);
    }

    @Test
    void equalScoresLeaveNothingToExplain() {
        List<CandidateRecord> same = candidates(20).stream()
                .map(c -> new CandidateRecord(
                        c.index(),
                        CandidateRecord.Status.DONE,
                        null,
                        c.hyperparameters(),
                        new double[0],
                        0.1,
                        List.of(new CandidateRecord.Point(1, 1.0, 1, 0.1)),
                        1L,
                        1,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null))
                .toList();
        assertThat(ImportanceAnalysis.of(AXES, same, 10, 1).parts())
                .extracting(Importance::share)
                .containsOnly(0.0);
    }

    @Test
    void theSameCandidatesGiveTheSameAnswerAndTooFewGiveNone() {
        assertThat(ImportanceAnalysis.of(AXES, candidates(20), 10, 3))
                .isEqualTo(ImportanceAnalysis.of(AXES, candidates(20), 10, 3));
        assertThat(ImportanceAnalysis.of(AXES, candidates(9), 10, 3).parts()).isEmpty();
    }
}
