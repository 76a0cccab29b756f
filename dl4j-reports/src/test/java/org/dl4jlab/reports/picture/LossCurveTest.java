package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.junit.jupiter.api.Test;

class LossCurveTest {

    private static final MetricsTable NO_METRICS = new MetricsTable(List.of());

    @Test
    void aConstantLossHasThatMeanEverywhere() {
        LossCurve.Smoothed smoothed = LossCurve.Smoothed.of(series(5000, i -> 1.5f));

        assertThat(smoothed.window()).isEqualTo(125);
        assertThat(smoothed.loss()).hasSizeGreaterThan(1000).containsOnly(1.5);
    }

    @Test
    void theMeanIsCentredSoThatASlopeStaysWhereItIs() {
        LossCurve.Smoothed smoothed = LossCurve.Smoothed.of(series(800, i -> 1000 - i));

        for (int i = 0; i < 700; i++) {
            assertThat(smoothed.loss()[i]).isEqualTo(1000 - (smoothed.step()[i] - 1), within(1e-6));
        }
    }

    @Property(tries = 200)
    void meansStayBetweenTheLowestAndTheHighestLoss(
            @ForAll @Size(min = 1, max = 300) List<@FloatRange(min = 0, max = 100) Float> losses) {
        LossCurve.Smoothed smoothed = LossCurve.Smoothed.of(series(losses.size(), losses::get));
        double low = losses.stream().mapToDouble(Float::doubleValue).min().orElseThrow();
        double high = losses.stream().mapToDouble(Float::doubleValue).max().orElseThrow();

        assertThat(smoothed.size()).isEqualTo(losses.size());
        assertThat(Arrays.stream(smoothed.loss())).allMatch(m -> m >= low - 1e-4 && m <= high + 1e-4);
    }

    @Property(tries = 50)
    void thinningKeepsTheExtremesOfLongTrainings(
            @ForAll @IntRange(min = 1, max = 60_000) int n, @ForAll @IntRange(max = 59_999) int where) {
        int spike = where % n;
        int dip = (spike + n / 2) % n;
        LineChart chart = LossCurve.of(series(n, i -> i == spike ? 9 : i == dip ? -1 : 2), NO_METRICS, 64, Double.NaN)
                .orElseThrow();
        ChartSeries raw = chart.curves().get(0);

        assertThat(raw.y()).hasSizeLessThanOrEqualTo(2002).contains(9.0);
        if (dip != spike) {
            assertThat(raw.y()).contains(-1.0);
        }
        assertThat(raw.x()).isSorted();
    }

    @Test
    void lossesThatAreNoNumbersLeaveTheRestStanding() {
        LossSeries losses = series(
                200,
                i -> i == 50 ? Float.NaN : i == 60 ? Float.POSITIVE_INFINITY : i == 70 ? Float.NEGATIVE_INFINITY : 1);

        LineChart chart = LossCurve.of(losses, NO_METRICS, 10, Double.NaN).orElseThrow();

        assertThat(chart.curves().get(1).y()).containsOnly(1.0);
        assertThat(chart.yRange().high()).isLessThan(2);
        assertThat(chart.draw(Theme.LIGHT).getWidth()).isEqualTo(2 * LineChart.Size.WIDE.width());
    }

    @Test
    void nothingToDrawGivesNoChart() {
        assertThat(LossCurve.of(series(0, i -> 0), NO_METRICS, 10, 1)).isEmpty();
        assertThat(LossCurve.of(series(3, i -> Float.NaN), NO_METRICS, 10, 1)).isEmpty();
    }

    @Test
    void oneExplodingStepDoesNotFlattenTheRest() {
        LineChart chart = LossCurve.of(series(1000, i -> i == 700 ? 1e6f : 2.3f), NO_METRICS, 64, 0.3)
                .orElseThrow();

        // The moving mean takes part of the spike: 1e6 over a window of 25 steps.
        assertThat(chart.yRange().high()).isLessThan(50_000);
    }

    @Test
    void stepsBecomeImagesAndTestAndValidationAreMarked() {
        MetricsTable metrics = new MetricsTable(List.of(
                new MetricsTable.Row(1, 50, 0.1, 1.2, 1.1, 0.6, 1000, 1),
                new MetricsTable.Row(2, 100, 0.1, 0.9, 0.8, 0.7, 1000, 2)));

        LineChart chart = LossCurve.of(series(100, i -> 1), metrics, 64, 0.75).orElseThrow();

        assertThat(chart.xTitle()).isEqualTo("training images seen");
        assertThat(chart.curves()).hasSize(4);
        assertThat(chart.curves().get(2).x()).containsExactly(3200, 6400);
        assertThat(chart.curves().get(2).y()).containsExactly(1.1, 0.8);
        assertThat(chart.curves().get(3).x()).containsExactly(6400);
        assertThat(chart.curves().get(3).y()).containsExactly(0.75);
        assertThat(chart.description()).contains("100 steps").contains("Test loss at the end: 0.750");
        assertThat(LossCurve.of(series(100, i -> 1), metrics, 0, 0.75)
                        .orElseThrow()
                        .xTitle())
                .isEqualTo("training steps");
    }

    @Test
    void aChartShowsItsCurvesInTheirColoursAtBothSizes() {
        LineChart chart = LossCurve.of(series(100, i -> 2 - i / 100f), NO_METRICS, 64, 0.75)
                .orElseThrow();

        for (LineChart.Size size : LineChart.Size.values()) {
            BufferedImage drawn = chart.at(size).draw(Theme.LIGHT);
            assertThat(drawn.getWidth()).isEqualTo(2 * size.width());
            assertThat(drawn.getHeight()).isEqualTo(2 * size.height());
            assertThat(pixels(drawn, Theme.LIGHT.series(0).getRGB())).isGreaterThan(300);
            assertThat(pixels(drawn, Theme.LIGHT.series(1).getRGB())).isGreaterThan(30);
        }
    }

    private interface Loss {
        float at(int i);
    }

    private static LossSeries series(int n, Loss loss) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = loss.at(i);
        }
        return new LossSeries(IntStream.rangeClosed(1, n).toArray(), values);
    }

    private static long pixels(BufferedImage image, int rgb) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(p -> p == rgb)
                .count();
    }
}
