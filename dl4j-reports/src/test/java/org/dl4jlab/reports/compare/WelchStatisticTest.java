package org.dl4jlab.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class WelchStatisticTest {

    /** By hand: the squared errors of the means, 1/3 and 2/3, add up to 1. */
    @Test
    void differenceIntervalAndDegreesFollowTheFormulas() {
        MeanAndDeviation first = MeanAndDeviation.of(9, 10, 11);
        MeanAndDeviation second = MeanAndDeviation.of(4, 5, 6, 7, 8, 3, 9);

        WelchStatistic test = WelchStatistic.of(first, second, 0.95).orElseThrow();

        double a = 1.0 / 3;
        double b = (28.0 / 6) / 7;
        double degrees = (a + b) * (a + b) / (a * a / 2 + b * b / 6);
        assertThat(a + b).isCloseTo(1, within(1e-12));
        assertThat(test.difference()).isCloseTo(4, within(1e-12));
        assertThat(test.degreesOfFreedom()).isCloseTo(degrees, within(1e-12)).isCloseTo(7.714, within(1e-3));
        // The table of Student's t has 2.365 for 7 and 2.306 for 8 degrees of freedom.
        assertThat(test.difference() - test.low()).isBetween(2.306, 2.365);
        assertThat(test.high() + test.low()).isCloseTo(8, within(1e-9));
        assertThat(test.differs()).isTrue();
    }

    @Test
    void pValueIsThatOfCommonsMathAndAgreesWithTheInterval() {
        Random random = new Random(1);
        int differing = 0;
        for (int i = 0; i < 300; i++) {
            double[] a = random.doubles(2 + random.nextInt(5)).toArray();
            double[] b = random.doubles(2 + random.nextInt(5), 0.3, 1.3).toArray();

            WelchStatistic test = WelchStatistic.of(MeanAndDeviation.of(a), MeanAndDeviation.of(b), 0.95)
                    .orElseThrow();

            assertThat(test.pValue()).isCloseTo(new TTest().tTest(a, b), within(1e-9));
            assertThat(test.differs()).isEqualTo(test.pValue() < 0.05);
            differing += test.differs() ? 1 : 0;
        }
        assertThat(differing).isBetween(30, 270);
    }

    /** What 95 % means: of samples with the same mean, one in twenty seems to differ. */
    @Test
    void equalMeansSeemToDifferInOneOfTwentyCases() {
        Random random = new Random(2);
        int differing = 0;
        for (int i = 0; i < 2000; i++) {
            MeanAndDeviation a = MeanAndDeviation.of(
                    random.doubles(5).map(x -> random.nextGaussian()).toArray());
            MeanAndDeviation b = MeanAndDeviation.of(
                    random.doubles(4).map(x -> 3 * random.nextGaussian()).toArray());
            differing += WelchStatistic.of(a, b, 0.95).orElseThrow().differs() ? 1 : 0;
        }
        assertThat(differing / 2000.0).isBetween(0.03, 0.07);
    }

    @Test
    void withoutNoiseToMeasureThereIsNoTest() {
        assertThat(WelchStatistic.of(MeanAndDeviation.of(1), MeanAndDeviation.of(2, 3), 0.95))
                .isEmpty();
        assertThat(WelchStatistic.of(MeanAndDeviation.of(2, 3), MeanAndDeviation.of(1), 0.95))
                .isEmpty();
        assertThat(WelchStatistic.of(MeanAndDeviation.of(2, 2), MeanAndDeviation.of(1, 1), 0.95))
                .isEmpty();
        assertThat(WelchStatistic.of(MeanAndDeviation.of(2, 2), MeanAndDeviation.of(1, 1.5), 0.95))
                .isPresent();
    }
}
