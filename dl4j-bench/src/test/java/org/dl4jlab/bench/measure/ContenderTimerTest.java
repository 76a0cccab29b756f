package org.dl4jlab.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.IntToDoubleFunction;
import org.dl4jlab.bench.contender.Contender;
import org.junit.jupiter.api.Test;

class ContenderTimerTest {

    private static final Effort SHORT = new Effort(0.01, 0.01, 2);

    @Test
    void aLossThatIsNotANumberIsRefused() {
        ContenderTimer stopwatch =
                new ContenderTimer(new Scripted(step -> step < 3 ? 1 : Double.NaN, 0.5f), 4, 2, SHORT);

        assertThatThrownBy(stopwatch::training)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NaN")
                .hasMessageContaining("step 3");
    }

    @Test
    void aNetworkThatDoesNotLearnIsRefused() {
        ContenderTimer stopwatch = new ContenderTimer(new Scripted(step -> 2.3, 0.5f), 4, 2, SHORT);

        assertThatThrownBy(stopwatch::training).hasMessageContaining("does not learn");
    }

    @Test
    void outputsThatAreNoProbabilitiesAreRefused() {
        ContenderTimer stopwatch = new ContenderTimer(new Scripted(step -> 1, 0.7f), 4, 2, SHORT);

        assertThatThrownBy(stopwatch::inference).hasMessageContaining("add up to");
    }

    @Test
    void everyLapIsReportedAndTheBatchesAreUsedInTurn() {
        Scripted contender = new Scripted(step -> 1.0 / (step + 1), 0.5f);
        Measurement found = new ContenderTimer(contender, 3, 2, SHORT).training();

        assertThat(found.imagesPerSecond())
                .hasSize(2)
                .allSatisfy(speed -> assertThat(speed).isPositive());
        assertThat(found.lastLoss()).isLessThan(found.firstLoss());
        assertThat(found.steps()).isEqualTo(contender.steps);
        assertThat(contender.inTurn).isTrue();
    }

    @Test
    void everyPredictionOfTheLapsIsTimedButNoneOfTheWarmUp() {
        Scripted contender = new Scripted(step -> 1, 0.5f);
        Measurement found = new ContenderTimer(contender, 3, 2, SHORT).latency();

        assertThat(found.imagesPerSecond()).hasSize(2);
        assertThat(found.latency().count()).isBetween(2, contender.steps - 1);
        assertThat(found.steps()).isEqualTo(contender.steps);
        assertThat(found.latency().p99()).isGreaterThanOrEqualTo(found.latency().p50());
    }

    @Test
    void latencyOfOutputsThatAreNoProbabilitiesIsRefused() {
        ContenderTimer stopwatch = new ContenderTimer(new Scripted(step -> 1, 0.7f), 4, 2, SHORT);

        assertThatThrownBy(stopwatch::latency).hasMessageContaining("add up to");
    }

    /** Answers losses by a rule. */
    private static final class Scripted implements Contender {
        private final IntToDoubleFunction loss;
        private final float probability;
        private int steps;
        private boolean inTurn = true;

        Scripted(IntToDoubleFunction loss, float probability) {
            this.loss = loss;
            this.probability = probability;
        }

        @Override
        public double train(int batch) {
            inTurn &= batch == steps % 3;
            return loss.applyAsDouble(steps++);
        }

        @Override
        public void predict(int batch) {
            steps++;
        }

        @Override
        public float[] probabilities(int batch) {
            return new float[] {probability, probability, probability, probability};
        }

        @Override
        public long parameters() {
            return 1;
        }

        @Override
        public String description() {
            return "scripted";
        }

        @Override
        public void close() {}
    }
}
