package org.dl4jlab.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.dl4jlab.training.parallel.Machines.NetworkState;
import org.junit.jupiter.api.Test;

class StateSumTest {

    private static final RunningStatistics NONE = statistics(new int[0], new int[0], new boolean[0]);

    @Test
    void weightsAndOptimiserAreAveragedByImages() {
        NetworkState mean = StateSum.of(state(new float[] {1, -2}, new float[] {8}), 3, NONE)
                .plus(StateSum.of(state(new float[] {5, 2}, new float[] {0}), 1, NONE))
                .mean();

        assertThat(mean.parameters()).containsExactly(2, -1);
        assertThat(mean.updater()).containsExactly(6);
    }

    /** Images 0 and 2 on one machine, 10 and 16 on the other: mean 7, variance (49 + 25 + 9 + 81) / 4. */
    @Test
    void runningStatisticsAreThoseOfAllImagesTogether() {
        RunningStatistics variances = statistics(new int[] {0}, new int[] {1}, new boolean[] {false});
        NetworkState mean = StateSum.of(state(1, 1), 2, variances)
                .plus(StateSum.of(state(13, 9), 2, variances))
                .mean();
        assertThat(mean.parameters()).containsExactly(7, 41);

        RunningStatistics logarithms = statistics(new int[] {0}, new int[] {1}, new boolean[] {true});
        NetworkState logarithm = StateSum.of(state(1, 0), 2, logarithms)
                .plus(StateSum.of(state(13, (float) Math.log10(3)), 2, logarithms))
                .mean();
        assertThat(logarithm.parameters()[0]).isEqualTo(7);
        assertThat(Math.pow(10, 2 * logarithm.parameters()[1])).isCloseTo(41, within(1e-4));
    }

    @Test
    void aCopyAloneStaysAsItIsAndOneWithoutImagesDoesNotCount() {
        RunningStatistics logarithms = statistics(new int[] {0}, new int[] {1}, new boolean[] {true});
        NetworkState only = state(0.1f, 0.3f);

        StateSum sum = StateSum.of(state(Float.NaN, 3), 0, logarithms)
                .plus(StateSum.of(only, 7, logarithms))
                .plus(StateSum.of(state(9, 9), 0, logarithms));

        assertThat(sum.mean()).isSameAs(only);
    }

    private static NetworkState state(float... parameters) {
        return state(parameters, new float[0]);
    }

    private static NetworkState state(float[] parameters, float[] updater) {
        return new NetworkState(parameters, updater);
    }

    private static RunningStatistics statistics(int[] means, int[] spreads, boolean[] logarithms) {
        int[] lengths = new int[means.length];
        java.util.Arrays.fill(lengths, 1);
        return new RunningStatistics(means, spreads, lengths, logarithms);
    }
}
