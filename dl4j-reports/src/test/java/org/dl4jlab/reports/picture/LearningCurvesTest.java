package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {

    @Test
    void oneEpochIsNoCurve() {
        MetricsTable one = new MetricsTable(List.of(row(1, 0.5, 0.8)));

        assertThat(LearningCurves.loss(one)).isEmpty();
        assertThat(LearningCurves.accuracy(one)).isEmpty();
    }

    @Test
    void withoutValidationThereIsOnlyTheTrainingLoss() {
        MetricsTable table = new MetricsTable(List.of(row(1, null, null), row(2, null, null)));

        assertThat(LearningCurves.loss(table).orElseThrow().curves()).hasSize(1);
        assertThat(LearningCurves.accuracy(table)).isEmpty();
    }

    @Test
    void anEpochWithoutValidationLeavesAGap() {
        MetricsTable table = new MetricsTable(List.of(row(1, 0.9, 0.5), row(2, null, null), row(3, 0.4, 0.75)));
        LineChart accuracy = LearningCurves.accuracy(table).orElseThrow();

        assertThat(accuracy.curves().get(0).y()).containsExactly(50, Double.NaN, 75);
        assertThat(accuracy.yRange().low()).isBetween(45.0, 50.0);
        assertThat(accuracy.yRange().high()).isBetween(75.0, 80.0);
        assertThat(accuracy.draw(Theme.DARK).getWidth()).isEqualTo(2 * LineChart.Size.WIDE.width());
        assertThat(LearningCurves.loss(table).orElseThrow().curves()).hasSize(2);
    }

    @Test
    void seedsLieOverEachOtherWithTheirMeanOnTop() {
        LossSeries a = new LossSeries(new int[] {1, 2, 3}, new float[] {3, 2, 1});
        LossSeries b = new LossSeries(new int[] {1, 2, 3}, new float[] {5, 4, 3});

        List<ChartSeries> curves =
                SeedCurves.loss(List.of(a, b), 10).orElseThrow().curves();

        assertThat(curves).extracting(ChartSeries::name).containsExactly("each seed", "", "mean of 2 seeds");
        assertThat(curves.get(2).y()).containsExactly(4, 3, 2);
        assertThat(curves.get(2).x()).containsExactly(10, 20, 30);
    }

    @Test
    void seedsOfDifferentLengthHaveNoMean() {
        LossSeries a = new LossSeries(new int[] {1, 2, 3}, new float[] {3, 2, 1});
        LossSeries b = new LossSeries(new int[] {1, 2}, new float[] {5, 4});

        assertThat(SeedCurves.loss(List.of(a, b), 0).orElseThrow().curves()).hasSize(2);
        assertThat(SeedCurves.loss(List.of(), 0)).isEmpty();
    }

    private static MetricsTable.Row row(int epoch, Double validationLoss, Double validationAccuracy) {
        return new MetricsTable.Row(
                epoch, 10 * epoch, 0.1, 1.0 / epoch, validationLoss, validationAccuracy, 100, epoch);
    }
}
