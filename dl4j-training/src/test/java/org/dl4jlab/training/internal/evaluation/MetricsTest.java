package org.dl4jlab.training.internal.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Cases small enough to be computed by hand. */
class MetricsTest {

    private static final org.assertj.core.data.Offset<Double> EXACT = within(1e-6);

    /** Three images of class 0, two of class 1, none of class 2; the last two are wrong. */
    private static final ScoredImages FIVE = new ScoredImages(3, new int[] {0, 0, 1, 0, 1}, new float[][] {
        {0.75f, 0.25f, 0}, {0.5f, 0.25f, 0.25f}, {0.25f, 0.75f, 0}, {0.25f, 0.25f, 0.5f}, {0.5f, 0.25f, 0.25f}
    });

    @Test
    void countsAndMeans() {
        Metrics metrics = Metrics.of(FIVE);
        assertThat(metrics.accuracy()).isEqualTo(0.6, EXACT);
        ClassMetrics zero = metrics.classes().get(0);
        assertThat(zero)
                .extracting(ClassMetrics::images, ClassMetrics::predicted, ClassMetrics::right)
                .containsExactly(3, 3, 2);
        assertThat(zero.precision()).isEqualTo(2 / 3.0, EXACT);
        assertThat(zero.recall()).isEqualTo(2 / 3.0, EXACT);
        assertThat(zero.f1()).isEqualTo(2 / 3.0, EXACT);
        ClassMetrics one = metrics.classes().get(1);
        assertThat(one.precision()).isEqualTo(1);
        assertThat(one.recall()).isEqualTo(0.5);
        assertThat(one.f1()).isEqualTo(2 / 3.0, EXACT);
        ClassMetrics two = metrics.classes().get(2);
        assertThat(two.precision()).isZero();
        assertThat(two.recall()).isZero();
        assertThat(two.f1()).isZero();
        // Class 2 has no image, so means leave it out.
        assertThat(metrics.balancedAccuracy()).isEqualTo((2 / 3.0 + 0.5) / 2, EXACT);
        assertThat(metrics.macroF1()).isEqualTo(2 / 3.0, EXACT);
        assertThat(metrics.weightedF1()).isEqualTo(2 / 3.0, EXACT);
        assertThat(metrics.macroPrecision()).isEqualTo(5 / 6.0, EXACT);
    }

    /** Image 4 has its class on a tie for the second place, which counts as the third; so has image 5. */
    @Test
    void topK() {
        assertThat(Metrics.of(FIVE).topK()).containsExactly(0.6, 0.6, 1.0);
    }

    @Test
    void losses() {
        Metrics metrics = Metrics.of(FIVE);
        double log = -(Math.log(0.75) + Math.log(0.5) + Math.log(0.75) + 2 * Math.log(0.25)) / 5;
        assertThat(metrics.logLoss()).isEqualTo(log, EXACT);
        double brier = (0.125 + 0.375 + 0.125 + (0.5625 + 0.0625 + 0.25) + (0.25 + 0.5625 + 0.0625)) / 5;
        assertThat(metrics.brierScore()).isEqualTo(brier, EXACT);
    }

    /**
     * Class 0 ranks 0.75+ | 0.5+ 0.5- | 0.25- 0.25+: of 6 pairs 2 + 1 by the first, 1 + 0.5 by the second, 0.5 by the third
     * image win: 2 + 1.5 + 0.5 = 4.
     */
    @Test
    void areasUnderCurvesWithTies() {
        Metrics metrics = Metrics.of(FIVE);
        assertThat(metrics.classes().get(0).rocArea()).isEqualTo(4 / 6.0, EXACT);
        // Steps of recall 1/3 at precision 1, 1/3 at 2/3, 1/3 at 3/5.
        assertThat(metrics.classes().get(0).prArea()).isEqualTo((1 + 2 / 3.0 + 0.6) / 3, EXACT);
        assertThat(metrics.classes().get(2).rocArea()).isNaN();
        assertThat(metrics.rocArea())
                .isEqualTo((4 / 6.0 + metrics.classes().get(1).rocArea()) / 2, EXACT);
    }

    /** Confidences 0.75, 0.5, 0.75, 0.5, 0.5: of the first kind both are right, of the second one of three. */
    @Test
    void calibration() {
        Calibration calibration = Metrics.of(FIVE).calibration();
        List<Calibration.Bin> filled =
                calibration.bins().stream().filter(bin -> bin.images() > 0).toList();
        assertThat(filled).hasSize(2);
        assertThat(filled.get(0).images()).isEqualTo(3);
        assertThat(filled.get(0).confidence()).isEqualTo(0.5, EXACT);
        assertThat(filled.get(0).accuracy()).isEqualTo(1 / 3.0, EXACT);
        assertThat(filled.get(1).confidence()).isEqualTo(0.75, EXACT);
        assertThat(filled.get(1).accuracy()).isEqualTo(1);
        assertThat(calibration.expectedError()).isEqualTo(3 / 5.0 * (0.5 - 1 / 3.0) + 2 / 5.0 * 0.25, EXACT);
        assertThat(calibration.largestError()).isEqualTo(0.25, EXACT);
        assertThat(calibration.bins()).hasSize(15);
        assertThat(Metrics.of(new ScoredImages(2, new int[] {0}, new float[][] {{1, 0}}))
                        .calibration()
                        .bins()
                        .get(14)
                        .images())
                .isEqualTo(1);
    }

    /** Two images of logit ln 9 with one right: the sure answer should be even, which only an endless temperature gives. */
    @Test
    void temperatureOfKnownAnswers() {
        // Right in 3 of 4 with probability 0.9: odds of 9 should be odds of 3, and ln 9 / ln 3 = 2.
        ScoredImages sure = new ScoredImages(
                2, new int[] {0, 0, 0, 1}, new float[][] {{0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}});
        TemperatureScaling scaling = TemperatureScaling.fit(sure);
        assertThat(scaling.temperature()).isEqualTo(2, within(1e-4));
        ScoredImages scaled = scaling.apply(sure);
        assertThat(scaled.probabilities()[0][0]).isEqualTo(0.75f, within(1e-5f));
        assertThat(Metrics.of(scaled).calibration().expectedError()).isLessThan(1e-5);
        assertThat(Metrics.of(scaled).accuracy()).isEqualTo(Metrics.of(sure).accuracy());
        assertThat(Metrics.of(scaled).logLoss()).isLessThan(Metrics.of(sure).logLoss());
        ScoredImages allRight = new ScoredImages(2, new int[] {0}, new float[][] {{0.9f, 0.1f}});
        assertThat(TemperatureScaling.fit(allRight).temperature()).isEqualTo(0.01, within(1e-4));
        ScoredImages coin = new ScoredImages(2, new int[] {0, 1}, new float[][] {{0.9f, 0.1f}, {0.9f, 0.1f}});
        assertThat(TemperatureScaling.fit(coin).temperature()).isEqualTo(100, within(1e-2));
    }

    @Test
    void wilsonsInterval() {
        // 8 of 10 (Wilson, 1927, by hand): 0.4902 to 0.9433.
        Interval interval = Interval.ofAccuracy(0.8, 10);
        assertThat(interval.low()).isEqualTo(0.4902, within(1e-4));
        assertThat(interval.high()).isEqualTo(0.9433, within(1e-4));
        assertThat(Interval.ofAccuracy(0, 10).low()).isZero();
        assertThat(Interval.ofAccuracy(1, 10).high()).isEqualTo(1, EXACT);
    }

    /** Of 19 repetitions of 20 the interval of a known distribution holds its mean. */
    @Test
    void bootstrapIntervalsCoverTheTruth() {
        Random random = new Random(4);
        int covered = 0;
        for (int repetition = 0; repetition < 100; repetition++) {
            int n = 150;
            int[] labels = new int[n];
            float[][] probabilities = new float[n][];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(2);
                boolean right = random.nextInt(10) < 7;
                probabilities[i] = (labels[i] == 0) == right ? new float[] {0.8f, 0.2f} : new float[] {0.2f, 0.8f};
            }
            ConfidenceIntervals intervals = ConfidenceIntervals.of(new ScoredImages(2, labels, probabilities));
            double truth = -0.7 * Math.log(0.8) - 0.3 * Math.log(0.2);
            covered += intervals.logLoss().low() <= truth
                            && truth <= intervals.logLoss().high()
                    ? 1
                    : 0;
            assertThat(intervals.balancedAccuracy().low())
                    .isLessThan(intervals.balancedAccuracy().high());
        }
        // Standard deviation: sqrt(100 * 0.95 * 0.05) = 2.2.
        assertThat(covered).isBetween(88, 100);
    }

    @Test
    void aSeedOfItsOwnRepeatsTheIntervals() {
        assertThat(ConfidenceIntervals.of(FIVE)).isEqualTo(ConfidenceIntervals.of(FIVE));
    }

    @Test
    void refusesWhatIsNoPrediction() {
        assertThatThrownBy(() -> new ScoredImages(2, new int[0], new float[0][]))
                .hasMessageContaining("no images");
        assertThatThrownBy(() -> new ScoredImages(2, new int[] {2}, new float[][] {{1, 0}}))
                .hasMessageContaining("label 2");
        assertThatThrownBy(() -> new ScoredImages(3, new int[] {0}, new float[][] {{1, 0}}))
                .hasMessageContaining("2 probabilities");
        assertThatThrownBy(() -> new ScoredImages(2, new int[] {0}, new float[0][]))
                .hasMessageContaining("1 labels");
    }
}
