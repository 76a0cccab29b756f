package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;

/** The curves of one experiment's seeds over each other: each seed pale, their mean strong. */
public final class SeedCurves {

    private SeedCurves() {}

    /**
     * The training loss of each seed, as a moving mean.
     *
     * @param imagesPerStep batch size, to count in images; 0 if unknown, then steps are counted
     * @return empty if there is nothing to draw
     */
    public static Optional<LineChart> loss(List<LossSeries> seeds, int imagesPerStep) {
        List<LossCurve.Smoothed> means = seeds.stream()
                .map(LossCurve.Smoothed::of)
                .filter(s -> s.size() > 0)
                .toList();
        if (means.isEmpty()) {
            return Optional.empty();
        }
        int unit = Math.max(1, imagesPerStep);
        List<double[]> xs = means.stream()
                .map(m -> Arrays.stream(m.step()).map(s -> s * unit).toArray())
                .toList();
        List<ChartSeries> curves =
                overlay(xs, means.stream().map(LossCurve.Smoothed::loss).toList(), 0);
        double last = xs.stream().mapToDouble(x -> x[x.length - 1]).max().orElseThrow();
        return Optional.of(new LineChart(
                curves,
                imagesPerStep > 0 ? "training images seen" : "training steps",
                "loss (nats)",
                new LineChart.Range(0, last * 1.015),
                LineChart.fromZero(curves),
                new LineChart.Format("#,##0", "0.0#"),
                LineChart.Size.WIDE,
                String.format(
                        Locale.ROOT,
                        "Training loss of %d seeds as moving means over %d steps; they end between %.3f and %.3f.",
                        means.size(),
                        means.get(0).window(),
                        means.stream().mapToDouble(SeedCurves::last).min().orElseThrow(),
                        means.stream().mapToDouble(SeedCurves::last).max().orElseThrow())));
    }

    /** The validation accuracy of each seed by epoch; empty if there are fewer than two epochs or nothing was held out. */
    public static Optional<LineChart> accuracy(List<MetricsTable> seeds) {
        List<List<MetricsTable.Row>> measured = seeds.stream()
                .map(m -> m.rows().stream()
                        .filter(r -> r.validationAccuracy() != null)
                        .toList())
                .filter(rows -> rows.size() >= 2)
                .toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> xs = measured.stream()
                .map(rows -> values(rows, MetricsTable.Row::epoch))
                .toList();
        List<double[]> ys = measured.stream()
                .map(rows -> values(rows, r -> 100 * r.validationAccuracy()))
                .toList();
        double first = xs.stream().mapToDouble(x -> x[0]).min().orElseThrow();
        double last = xs.stream().mapToDouble(x -> x[x.length - 1]).max().orElseThrow();
        double lowest = ys.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        double highest = ys.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        double air = 0.02 * (last - first);
        return Optional.of(new LineChart(
                overlay(xs, ys, 2),
                "epoch",
                "validation accuracy (%)",
                new LineChart.Range(first - air, last + air),
                LearningCurves.accuracies(lowest, highest),
                new LineChart.Format("0", "0.0"),
                LineChart.Size.WIDE,
                String.format(
                        Locale.ROOT,
                        "Validation accuracy of %d seeds over %.0f epochs, from %.1f to %.1f per cent at best.",
                        measured.size(),
                        last,
                        lowest,
                        highest)));
    }

    private static List<ChartSeries> overlay(List<double[]> xs, List<double[]> ys, int color) {
        List<ChartSeries> curves = new ArrayList<>();
        for (int i = 0; i < xs.size(); i++) {
            // One entry in the legend speaks for all seeds.
            curves.add(new ChartSeries(i == 0 ? "each seed" : "", xs.get(i), ys.get(i), ChartSeries.Style.THIN, color));
        }
        double[] x = xs.get(0);
        if (xs.size() > 1 && xs.stream().allMatch(other -> Arrays.equals(x, other))) {
            double[] mean = new double[x.length];
            Arrays.setAll(
                    mean, i -> ys.stream().mapToDouble(y -> y[i]).average().orElseThrow());
            curves.add(new ChartSeries("mean of " + xs.size() + " seeds", x, mean, ChartSeries.Style.LINE, color));
        }
        return curves;
    }

    private static double[] values(List<MetricsTable.Row> rows, ToDoubleFunction<MetricsTable.Row> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static double last(LossCurve.Smoothed smoothed) {
        return smoothed.loss()[smoothed.size() - 1];
    }
}
