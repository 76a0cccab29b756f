package org.dl4jlab.models.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.dl4jlab.models.network.Fc2Layer;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;

class SchedulesTest {

    @Property
    void cosineFallsFromFirstToLastAndIsHalfWayInTheMiddle(
            @ForAll @DoubleRange(min = 0.01, max = 10) double first,
            @ForAll @DoubleRange(min = 0, max = 0.01) double last,
            @ForAll @IntRange(min = 1, max = 5000) int half) {
        CosineSchedule cosine = new CosineSchedule(first, last, 2 * half);

        assertThat(cosine.valueAt(0, 3)).isCloseTo(first, within(1e-12));
        assertThat(cosine.valueAt(half, 0)).isCloseTo((first + last) / 2, within(1e-9));
        assertThat(cosine.valueAt(2 * half, 0)).isCloseTo(last, within(1e-12));
        assertThat(cosine.valueAt(7 * half, 0)).isCloseTo(last, within(1e-12));
        assertThat(cosine.valueAt(half / 2, 0)).isGreaterThanOrEqualTo(cosine.valueAt(half / 2 + 1, 0));
    }

    @Property
    void oneCycleIsTwoStraightLines(
            @ForAll @IntRange(min = 1, max = 1000) int rise,
            @ForAll @IntRange(min = 1, max = 1000) int fall,
            @ForAll @IntRange(min = 0, max = 2500) int iteration) {
        OneCycleSchedule cycle = new OneCycleSchedule(0.2, 1, 0.07, rise, rise + fall);

        double expected =
                iteration <= rise ? 0.2 + 0.8 * iteration / rise : Math.max(0.07, 1 - 0.93 * (iteration - rise) / fall);
        assertThat(cycle.valueAt(iteration, 9)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void oneCycleMayPeakAtEitherEnd() {
        assertThat(new OneCycleSchedule(0.2, 1, 0, 0, 10).valueAt(0, 0)).isEqualTo(1);
        assertThat(new OneCycleSchedule(0.2, 1, 0.5, 10, 10).valueAt(9, 0)).isCloseTo(0.92, within(1e-12));
    }

    @Property
    void stepDecayMultipliesOnceForEachStretch(
            @ForAll @IntRange(min = 1, max = 100) int every, @ForAll @IntRange(min = 0, max = 1000) int iteration) {
        double expected = 0.1;
        for (int i = every; i <= iteration; i += every) {
            expected *= 0.5;
        }
        assertThat(new StepDecaySchedule(0.1, 0.5, every).valueAt(iteration, 0)).isCloseTo(expected, within(1e-15));
    }

    @Property
    void warmUpGrowsInAStraightLineToTheScheduleItselfAndStaysThere(
            @ForAll @IntRange(min = 1, max = 500) int steps, @ForAll @IntRange(min = 0, max = 1000) int iteration) {
        ISchedule schedule = new WarmUpSchedule(new FixedSchedule(0.3), steps);

        assertThat(schedule.valueAt(iteration, 0))
                .isCloseTo(0.3 * Math.min(1, (iteration + 1.0) / (steps + 1)), within(1e-12));
    }

    @Test
    void aScaledUpdaterFollowsTheOther() {
        IUpdater cosine = new Nesterovs(new CosineSchedule(1, 0, 100), 0.8);

        IUpdater fast = ScaledRate.scale(cosine, 64);

        assertThat(fast.getLearningRate(30, 0)).isEqualTo(64 * cosine.getLearningRate(30, 0));
        assertThat(((Nesterovs) fast).getMomentum()).isEqualTo(0.8);
        assertThat(cosine.getLearningRate(0, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesTheConfigurationsJson(ISchedule schedule) {
        NetworkOptions options = NetworkOptions.of(InputShape.MNIST, 10)
                .withUpdater(new Adam.Builder().learningRateSchedule(schedule).build());
        String json = Fc2Layer.configure(Fc2Layer.Options.of(options)).toJson();

        BaseLayer read =
                (BaseLayer) MultiLayerConfiguration.fromJson(json).getConf(0).getLayer();

        assertThat(((Adam) read.getIUpdater()).getLearningRateSchedule()).isEqualTo(schedule);
        assertThat(schedule.clone()).isEqualTo(schedule);
    }

    static Stream<ISchedule> all() {
        ISchedule cosine = new CosineSchedule(0.1, 0.001, 100);
        return Stream.of(
                cosine,
                new OneCycleSchedule(0.1, 1, 0.01, 23, 100),
                new StepDecaySchedule(0.1, 0.2, 50),
                new WarmUpSchedule(cosine, 10),
                new ScaledRate(new Adam.Builder().learningRateSchedule(cosine).build(), 64));
    }

    @Test
    void refusesWhatIsNoRateOrNoLength() {
        assertThatThrownBy(() -> new CosineSchedule(Double.NaN, 0, 1))
                .hasMessageContaining("first must be 0 or a positive");
        assertThatThrownBy(() -> new CosineSchedule(1, 0, 0))
                .hasMessageContaining("steps must be at least 1, but got 0");
        assertThatThrownBy(() -> new OneCycleSchedule(1, 1, 1, 11, 10))
                .hasMessageContaining("peakStep must be from 0 to 10");
        assertThatThrownBy(() -> new StepDecaySchedule(1, 1.5, 10)).hasMessageContaining("factor must be above 0");
        assertThatThrownBy(() -> new WarmUpSchedule(new FixedSchedule(1), 0)).hasMessageContaining("steps");
    }
}
