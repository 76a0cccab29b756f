package org.dl4jlab.ui.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.dl4jlab.ui.SmallTraining;
import org.dl4jlab.ui.server.DashboardException;
import org.junit.jupiter.api.Test;

class StatisticsPlanTest {

    @Property
    void recordsAreAtLeastTheGivenIterationsApart(
            @ForAll @IntRange(min = 1, max = 1000) int every, @ForAll @IntRange(max = 1_000_000_000) int iteration) {
        int next = new StatisticsPlan(every, 0.02, false).next(iteration);
        assertThat(next - iteration).isGreaterThanOrEqualTo(every).isGreaterThanOrEqualTo(iteration / 500);
        assertThat(StatisticsPlan.everything(every).next(iteration)).isEqualTo(iteration + every);
    }

    /** Two hours at 1,000 iterations a second. */
    @Test
    void aLongRunStaysSmall() {
        StatisticsPlan plan = StatisticsPlan.standard();
        int records = 0;
        for (int iteration = 0; iteration < 7_200_000; iteration = plan.next(iteration)) {
            records++;
        }
        assertThat(records).isBetween(1000, 6000);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new StatisticsPlan(0, 0.02, false))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("0");
        for (double share : new double[] {0, -1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new StatisticsPlan(1, share, false)).isInstanceOf(DashboardException.class);
        }
    }

    @Test
    void leavesRecordsOutWhileTheyCostTooMuch() {
        // Writing is said to have cost an hour of processor time, far more than any share of a short run.
        assertThat(records(new StatisticsPlan(1, 0.02, false), 3_600_000_000_000L))
                .isEqualTo(1);
        assertThat(records(StatisticsPlan.everything(1), 3_600_000_000_000L)).isEqualTo(30);
    }

    private static int records(StatisticsPlan plan, long writingNanos) {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        ThrottledStatsConfiguration configuration = new ThrottledStatsConfiguration(plan.activations());
        StatsListener collector = new StatsListener(storage, null, configuration, "s", "w");
        TrainingListener listener = ThrottledStatsListener.of(plan, collector, configuration, () -> writingNanos);
        MultiLayerNetwork network = SmallTraining.network();
        network.addListeners(listener);
        SmallTraining.train(network, 30);
        return storage.getNumUpdateRecordsFor("s");
    }
}
