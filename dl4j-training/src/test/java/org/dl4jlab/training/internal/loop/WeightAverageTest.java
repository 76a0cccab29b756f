package org.dl4jlab.training.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dl4jlab.training.AveragingSettings;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WeightAverageTest {

    @Test
    void lookaheadPullsTheWeightsBackEveryFewSteps() {
        INDArray weights = Nd4j.createFromArray(1f, 2f);
        WeightAverage average =
                WeightAverage.of(new AveragingSettings(AveragingSettings.Averaging.LOOKAHEAD, 5, 0.8), weights, 10);

        weights.addi(1);
        average.afterStep(4);
        assertThat(weights.toFloatVector()).containsExactly(2, 3);
        average.afterStep(5);
        // Half way the average keeps 0.8 * 0.5^3 = 0.1 of its old value.
        assertThat(weights.getDouble(0)).isCloseTo(0.1 * 1 + 0.9 * 2, within(1e-6));
        weights.addi(1);
        average.afterStep(10);
        assertThat(weights.getDouble(0)).isCloseTo(0.8 * 1.9 + 0.2 * 2.9, within(1e-6));
        weights.addi(5);
        average.finish();
        assertThat(weights.getDouble(0)).isCloseTo(2.1, within(1e-6));
    }

    @Test
    void theMovingAverageIsTestedAndKeptButNotTrainedOn() {
        INDArray weights = Nd4j.createFromArray(0f);
        WeightAverage average = WeightAverage.of(AveragingSettings.ema(0.5), weights, 1000);
        double expected = 0;
        for (int step = 1; step <= 30; step++) {
            weights.assign(step);
            average.afterStep(step);
            double keep = Math.min(0.5, (1.0 + step) / (10.0 + step));
            expected = keep * expected + (1 - keep) * step;
        }

        double tested = average.testing(() -> weights.getDouble(0));
        assertThat(tested).isCloseTo(expected, within(1e-4));
        assertThat(weights.getDouble(0)).isEqualTo(30);
        average.finish();
        assertThat(weights.getDouble(0)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void withoutAverageNothingHappens() {
        INDArray weights = Nd4j.createFromArray(1f);
        WeightAverage average = WeightAverage.of(AveragingSettings.none(), weights, 10);
        weights.assign(7);
        average.afterStep(1);
        average.finish();

        assertThat(weights.getDouble(0)).isEqualTo(7);
        assertThat(average.values()).isEmpty();
    }
}
