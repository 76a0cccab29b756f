package org.dl4jlab.experiments.ask.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeMap;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.ui.server.LocalizedText;
import org.junit.jupiter.api.Test;

/**
 * Verdicts against intervals by hand. Differences 1, 2, 3 have mean 2 and standard error 0.57735; with two degrees of freedom
 * t is 4.3027 for one test and 6.2053 for two (Bonferroni: 97.5 %), so the intervals are 2 ± 2.484 and 2 ± 3.583.
 */
class HypothesisTest {

    private static final LocalizedText TEXT = LocalizedText.same("A prediction.");
    private static final Metric NUMBER = Metric.number(LocalizedText.same("number"), 3, run -> 0);

    private static Sample sample(double... values) {
        TreeMap<Long, Double> bySeed = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            bySeed.put(i + 1L, values[i]);
        }
        return new Sample(LocalizedText.same("s"), NUMBER, bySeed, 0);
    }

    private static Outcome higher(Sample a, Sample b, double least, int tests) {
        return new Hypothesis.Higher(TEXT, a, b, least).judge(tests).outcome();
    }

    @Test
    void anIntervalThatHoldsZeroTellsNothing() {
        Finding finding = new Hypothesis.Higher(TEXT, sample(11, 22, 33), sample(10, 20, 30), 0).judge(1);

        assertThat(finding.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
        assertThat(finding.figures().english())
                .isEqualTo(
                        "22.000 ± 11.000 against 20.000 ± 10.000, a difference of +2.000 with 95 % interval -0.484 to"
                                + " +4.484 (paired t-test, 3 seeds, p = 0.0742): within the noise between seeds");
        assertThat(finding.figures().chinese()).contains("按种子配对的 t 检验").contains("-0.484 至 +4.484");
    }

    @Test
    void pairsSupportWhatTheirSpreadWouldHide() {
        // Differences 4, 5, 6, 5, 5: 5 ± 0.878 for one test.
        Sample high = sample(104, 55, 206, 15, 85);
        Sample low = sample(100, 50, 200, 10, 80);

        assertThat(higher(high, low, 0, 1)).isEqualTo(Outcome.SUPPORTED);
        assertThat(higher(low, high, 0, 1)).isEqualTo(Outcome.NOT_SUPPORTED);
        // Real, but smaller than what would count: 5.878 is below 6.
        assertThat(higher(high, low, 6, 1)).isEqualTo(Outcome.NOT_SUPPORTED);
        assertThat(higher(high, low, 5.5, 1)).isEqualTo(Outcome.SUPPORTED);
    }

    @Test
    void manyTestsTogetherWidenTheInterval() {
        // 4.85, 5.85, 6.85: mean 5.85 and error 0.57735, 5.85 ± 2.484 and with 5 tests t = 9.9248, 5.85 ± 5.730; with 6
        // more.
        Sample high = sample(4.85, 5.85, 6.85);
        Sample low = sample(0, 0, 0);
        assertThat(higher(high, low, 0, 1)).isEqualTo(Outcome.SUPPORTED);
        assertThat(higher(high, low, 0, 5)).isEqualTo(Outcome.SUPPORTED);
        assertThat(higher(high, low, 0, 6)).isEqualTo(Outcome.CANNOT_BE_TOLD);
        assertThat(new Hypothesis.Higher(TEXT, high, low, 0).judge(5).figures().english())
                .contains("+0.120 to +11.580 for all 5 tests together")
                // t = 10.1325: one test has p = 1 - t / sqrt(t^2 + 2) = 0.009601, five together 0.0480.
                .contains("adjusted p = 0.0480");
    }

    @Test
    void otherSeedsAreNotPaired() {
        TreeMap<Long, Double> seeds = new TreeMap<>(java.util.Map.of(7L, 4.0, 8L, 5.0, 9L, 6.0));
        Sample others = new Sample(LocalizedText.same("s"), NUMBER, seeds, 0);
        // Welch: 9, 10, 11 against 4, 5, 6: error sqrt(2/3) = 0.8165, four degrees, t = 2.7764: 5 ± 2.267.
        Finding finding = new Hypothesis.Higher(TEXT, sample(9, 10, 11), others, 0).judge(1);
        assertThat(finding.outcome()).isEqualTo(Outcome.SUPPORTED);
        assertThat(finding.figures().english())
                .contains("+2.733 to +7.267 (Welch's t-test, 3 and 3 seeds, p = 0.0036)");
    }

    @Test
    void alikeNeedsAnIntervalInsideTheMargin() {
        Sample first = sample(104, 55, 206, 15, 85);
        Sample second = sample(99.9, 50.1, 200.9, 9.1, 80);
        // Differences 4.1, 4.9, 5.1, 5.9, 5: mean 5, deviation 0.6442, error 0.2881, 5 ± 0.800.
        assertThat(new Hypothesis.Alike(TEXT, first, second, 5.9).judge(1).outcome())
                .isEqualTo(Outcome.SUPPORTED);
        assertThat(new Hypothesis.Alike(TEXT, first, second, 5.7).judge(1).outcome())
                .isEqualTo(Outcome.CANNOT_BE_TOLD);
        assertThat(new Hypothesis.Alike(TEXT, first, second, 4.1).judge(1).outcome())
                .isEqualTo(Outcome.NOT_SUPPORTED);
    }

    @Test
    void notLowerAllowsALossUpToTheMargin() {
        Sample sample = sample(10, 20, 30);
        Sample reference = sample(11, 22, 33);
        // -2 ± 2.484
        assertThat(new Hypothesis.NotLower(TEXT, sample, reference, 4.5)
                        .judge(1)
                        .outcome())
                .isEqualTo(Outcome.SUPPORTED);
        assertThat(new Hypothesis.NotLower(TEXT, sample, reference, 4.4)
                        .judge(1)
                        .outcome())
                .isEqualTo(Outcome.CANNOT_BE_TOLD);
        Sample steady = sample(0, 0, 0);
        // -20 against -4.85, -5.85, -6.85 is far below any margin of 5.
        assertThat(new Hypothesis.NotLower(TEXT, sample(-20, -21, -22), steady, 5)
                        .judge(1)
                        .outcome())
                .isEqualTo(Outcome.NOT_SUPPORTED);
    }

    @Test
    void oneSeedOrNoSpreadTellsNothing() {
        assertThat(new Hypothesis.Higher(TEXT, sample(9), sample(1), 0).judge(1))
                .satisfies(f -> assertThat(f.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD))
                .satisfies(f -> assertThat(f.figures().english()).contains("a single seed says nothing"));
        assertThat(new Hypothesis.Higher(TEXT, sample(9, 10), sample(8, 9), 0).judge(1))
                .satisfies(f -> assertThat(f.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD))
                .satisfies(f -> assertThat(f.figures().english()).contains("the same for every seed"));
    }

    @Test
    void whatCouldNotBeLookedAtTellsNothing() {
        Finding finding = new Hypothesis.Unmeasured(TEXT).judge(1);

        assertThat(finding.outcome()).isEqualTo(Outcome.CANNOT_BE_TOLD);
        assertThat(finding.figures().english()).contains("nothing to look at");
    }

    @Test
    void aClaimHoldsOnlyIfAllOfItDoes() {
        assertThat(Outcome.ofAll(List.of(Outcome.SUPPORTED, Outcome.SUPPORTED))).isEqualTo(Outcome.SUPPORTED);
        assertThat(Outcome.ofAll(List.of(Outcome.SUPPORTED, Outcome.CANNOT_BE_TOLD)))
                .isEqualTo(Outcome.CANNOT_BE_TOLD);
        assertThat(Outcome.ofAll(List.of(Outcome.CANNOT_BE_TOLD, Outcome.NOT_SUPPORTED)))
                .isEqualTo(Outcome.NOT_SUPPORTED);
        assertThat(Outcome.ofAll(List.of())).isEqualTo(Outcome.CANNOT_BE_TOLD);
    }

    @Test
    void theVerdictCountsAndChoosesItsSentence() {
        Judgement judgement = Judgement.of(
                List.of(
                        new Hypothesis.Exact(TEXT, true, LocalizedText.same("1 of 1")),
                        new Hypothesis.Exact(TEXT, false, LocalizedText.same("0 of 1")),
                        new Hypothesis.Higher(TEXT, sample(1), sample(2), 0)),
                new Judgement.Conclusions(
                        LocalizedText.same("yes"), LocalizedText.same("no"), LocalizedText.same("open")));

        Verdict verdict = judgement.verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_SUPPORTED);
        assertThat(verdict.conclusion().english()).isEqualTo("no");
        assertThat(verdict.count().english())
                .isEqualTo("Of 3 predictions of the claim, 1 came true, 1 did not, 1 cannot be told.");
        assertThat(verdict.count().chinese()).isEqualTo("该论断的 3 项预测中，1 项成立，1 项不成立，1 项无法判断。");
    }
}
