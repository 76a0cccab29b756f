package org.dl4jlab.reports.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;

class PairedStatisticTest {

    /**
     * By hand: the differences 1, 2 and 3 have mean 2 and deviation 1, so the error of the mean is 1/sqrt(3) = 0.57735. The
     * table of Student's t has 4.3027 for two degrees of freedom, which makes the interval 2 ± 2.4841. With t = 3.4641 the
     * distribution of two degrees has the closed form p = 1 - t / sqrt(t^2 + 2) = 1 - sqrt(12 / 14) = 0.0742.
     */
    @Test
    void threePairsByHand() {
        PairedStatistic test = PairedStatistic.of(new double[] {11, 22, 33}, new double[] {10, 20, 30}, 0.95)
                .orElseThrow();

        assertThat(test.difference()).isCloseTo(2, within(1e-12));
        assertThat(test.degreesOfFreedom()).isEqualTo(2);
        assertThat(test.low()).isCloseTo(2 - 2.4841, within(1e-4));
        assertThat(test.high()).isCloseTo(2 + 2.4841, within(1e-4));
        assertThat(test.pValue()).isCloseTo(1 - Math.sqrt(12.0 / 14), within(1e-9));
        assertThat(test.differs()).isFalse();
    }

    /** By hand: differences 4, 5, 6, 5, 5 have mean 5 and deviation sqrt(2/4); t(4) = 2.7764; 5 ± 2.7764 * 0.31623. */
    @Test
    void whatPairsShareFallsOut() {
        double[] first = {104, 55, 206, 15, 85};
        double[] second = {100, 50, 200, 10, 80};

        PairedStatistic paired = PairedStatistic.of(first, second, 0.95).orElseThrow();
        WelchStatistic apart = WelchStatistic.of(MeanAndDeviation.of(first), MeanAndDeviation.of(second), 0.95)
                .orElseThrow();

        assertThat(paired.low()).isCloseTo(5 - 0.8780, within(1e-4));
        assertThat(paired.high()).isCloseTo(5 + 0.8780, within(1e-4));
        assertThat(paired.differs()).isTrue();
        assertThat(apart.difference()).isCloseTo(5, within(1e-9));
        assertThat(apart.differs()).as("unpaired, the same numbers say nothing").isFalse();
    }

    /** 0.3 - 0.2 and 0.2 - 0.1 are not the same number to a computer. */
    @Test
    void equalDifferencesTellNothingOfTheNoise() {
        assertThat(PairedStatistic.of(new double[] {0.3, 0.2}, new double[] {0.2, 0.1}, 0.95))
                .isEmpty();
        assertThat(PairedStatistic.of(new double[] {0, 0}, new double[] {0, 0}, 0.95))
                .isEmpty();
        assertThat(WelchStatistic.of(MeanAndDeviation.of(0.1, 0.1, 0.1), MeanAndDeviation.of(0.7, 0.7, 0.7), 0.95))
                .isEmpty();
    }

    @Test
    void pValueIsThatOfCommonsMathAndAgreesWithTheInterval() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            int pairs = 2 + random.nextInt(6);
            double[] a = random.doubles(pairs).toArray();
            double[] b = random.doubles(pairs, 0.2, 1.2).toArray();

            PairedStatistic test = PairedStatistic.of(a, b, 0.95).orElseThrow();

            assertThat(test.pValue()).isCloseTo(new TTest().pairedTTest(a, b), within(1e-9));
            assertThat(test.differs()).isEqualTo(test.pValue() < 0.05);
        }
    }

    @Test
    void withoutNoiseToMeasureThereIsNoTest() {
        assertThat(PairedStatistic.of(new double[] {1}, new double[] {2}, 0.95)).isEmpty();
        assertThat(PairedStatistic.of(new double[] {1, 2}, new double[] {0, 1}, 0.95))
                .isEmpty();
        assertThatThrownBy(() -> PairedStatistic.of(new double[] {1, 2}, new double[] {0}, 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be paired");
    }
}
