package org.dl4jlab.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.training.internal.evaluation.Interval;
import org.junit.jupiter.api.Test;

class ScoresTest {

    @Test
    void precisionRecallAndF1OfAKnownMatrix() {
        List<ClassScore> scores = ClassScore.of(new int[][] {{8, 2, 0}, {4, 6, 0}, {0, 0, 0}});

        ClassScore first = scores.get(0);
        assertThat(first.metrics().images()).isEqualTo(10);
        assertThat(first.precision()).isEqualTo(8 / 12.0);
        assertThat(first.recall()).isEqualTo(0.8);
        assertThat(first.f1()).isEqualTo(8 / 11.0, within(1e-12));
        assertThat(first.takenFor()).isEqualTo(1);
        assertThat(first.takenForCount()).isEqualTo(2);
        ClassScore absent = scores.get(2);
        assertThat(absent.precision()).isNaN();
        assertThat(absent.recall()).isNaN();
        assertThat(absent.f1()).isNaN();
        assertThat(absent.takenFor()).isEqualTo(-1);
    }

    @Property(tries = 200)
    void f1LiesBetweenPrecisionAndRecall(@ForAll @Size(9) List<@IntRange(max = 1000) Integer> cells) {
        int[][] confusion = new int[3][3];
        for (int i = 0; i < 9; i++) {
            confusion[i / 3][i % 3] = cells.get(i);
        }
        for (ClassScore s : ClassScore.of(confusion)) {
            if (Double.isFinite(s.precision()) && Double.isFinite(s.recall())) {
                assertThat(s.f1())
                        .isBetween(
                                Math.min(s.precision(), s.recall()) - 1e-9, Math.max(s.precision(), s.recall()) + 1e-9);
            }
        }
    }

    @Test
    void meanAndSampleDeviation() {
        MeanAndDeviation spread =
                MeanAndDeviation.of(List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0), Double::doubleValue);

        assertThat(spread.mean()).isEqualTo(5);
        assertThat(spread.deviation()).isEqualTo(Math.sqrt(32 / 7.0), within(1e-12));
        assertThat(MeanAndDeviation.of(List.of(3.0), Double::doubleValue).deviation())
                .isNaN();
    }

    /** Values of the Wilson interval from its formula, worked out by hand for 50 of 100 and 0 of 10. */
    @Test
    void theIntervalIsWilsons() {
        assertThat(Interval.ofAccuracy(0.5, 100).low()).isEqualTo(0.4038, within(1e-4));
        assertThat(Interval.ofAccuracy(0.5, 100).high()).isEqualTo(0.5962, within(1e-4));
        assertThat(Interval.ofAccuracy(0, 10).low()).isZero();
        assertThat(Interval.ofAccuracy(0, 10).high()).isEqualTo(0.2775, within(1e-4));
        assertThat(Interval.ofAccuracy(1, 10).high()).isEqualTo(1, within(1e-12));
    }

    @Test
    void numbersReadTheSameEverywhere() {
        List<String> written = Arrays.asList(
                Numbers.percent(0.94731),
                Numbers.shortPercent(0.93),
                Numbers.shortPercent(0.865),
                Numbers.duration(0.424),
                Numbers.duration(12.34),
                Numbers.duration(192.4),
                Numbers.duration(7500),
                Numbers.count(1234567),
                Numbers.count(1, "image"),
                Numbers.decimal(Double.NaN, 2),
                Numbers.bytes(24L << 30));

        assertThat(written.stream().map(s -> s.replace('\u00a0', ' ')))
                .containsExactly(
                        "94.73 %",
                        "93 %",
                        "86.5 %",
                        "0.42 s",
                        "12.3 s",
                        "3 min 12 s",
                        "2 h 5 min",
                        "1,234,567",
                        "1 image",
                        "not a number",
                        "24.0 GiB");
    }
}
