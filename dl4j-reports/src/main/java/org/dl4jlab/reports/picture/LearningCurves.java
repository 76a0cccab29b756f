package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.dl4jlab.training.internal.run.MetricsTable;

/** What training and validation gained epoch by epoch. A run of one epoch has no such curve. */
public final class LearningCurves {

    private LearningCurves() {}

    /** Training and validation loss by epoch; empty if there are fewer than two epochs. */
    public static Optional<LineChart> loss(MetricsTable metrics) {
        List<MetricsTable.Row> rows = metrics.rows();
        if (rows.size() < 2) {
            return Optional.empty();
        }
        List<ChartSeries> curves = new ArrayList<>();
        curves.add(curve("training loss", rows, MetricsTable.Row::trainLoss, 0));
        if (measured(rows, MetricsTable.Row::validationLoss)) {
            curves.add(curve("validation loss", rows, MetricsTable.Row::validationLoss, 2));
        }
        if (measured(rows, MetricsTable.Row::penalty)) {
            curves.add(curve("penalty on large weights", rows, MetricsTable.Row::penalty, 3));
        }
        MetricsTable.Row last = rows.get(rows.size() - 1);
        return Optional.of(new LineChart(
                curves,
                "epoch",
                "loss (nats)",
                epochs(rows),
                LineChart.fromZero(curves),
                new LineChart.Format("0", "0.0#"),
                LineChart.Size.WIDE,
                String.format(
                        Locale.ROOT,
                        "Loss over %d epochs; training ends at %.3f%s.",
                        rows.size(),
                        last.trainLoss(),
                        last.validationLoss() == null
                                ? ""
                                : String.format(Locale.ROOT, ", validation at %.3f", last.validationLoss()))));
    }

    /** Validation accuracy by epoch; empty if there are fewer than two epochs or nothing was held out. */
    public static Optional<LineChart> accuracy(MetricsTable metrics) {
        List<MetricsTable.Row> rows = metrics.rows();
        if (rows.size() < 2 || !measured(rows, MetricsTable.Row::validationAccuracy)) {
            return Optional.empty();
        }
        ChartSeries curve = curve(
                "validation accuracy",
                rows,
                r -> r.validationAccuracy() == null ? null : 100 * r.validationAccuracy(),
                2);
        double lowest = 100;
        double highest = 0;
        for (double y : curve.y()) {
            lowest = Double.isFinite(y) ? Math.min(lowest, y) : lowest;
            highest = Double.isFinite(y) ? Math.max(highest, y) : highest;
        }
        return Optional.of(new LineChart(
                List.of(curve),
                "epoch",
                "accuracy (%)",
                epochs(rows),
                accuracies(lowest, highest),
                new LineChart.Format("0", "0.0"),
                LineChart.Size.WIDE,
                String.format(
                        Locale.ROOT,
                        "Validation accuracy over %d epochs, from %.1f to %.1f per cent at best.",
                        rows.size(),
                        lowest,
                        highest)));
    }

    /** The learning rate of each epoch's last step; empty if there are fewer than two epochs or it never changes. */
    public static Optional<LineChart> rate(MetricsTable metrics) {
        List<MetricsTable.Row> rows = metrics.rows();
        if (rows.stream().mapToDouble(MetricsTable.Row::learningRate).distinct().count() < 2
                || !measured(rows, MetricsTable.Row::learningRate)) {
            return Optional.empty();
        }
        ChartSeries curve = curve("learning rate", rows, MetricsTable.Row::learningRate, 3);
        LineChart.Range range = LineChart.fromZero(List.of(curve));
        return Optional.of(new LineChart(
                List.of(curve),
                "epoch",
                "learning rate",
                epochs(rows),
                range,
                new LineChart.Format("0", range.high() < 0.01 ? "0.#E0" : "0.0##"),
                LineChart.Size.WIDE,
                String.format(
                        Locale.ROOT,
                        "Learning rate of the last step of each of %d epochs, at most %.4g.",
                        rows.size(),
                        rows.stream()
                                .mapToDouble(MetricsTable.Row::learningRate)
                                .filter(Double::isFinite)
                                .max()
                                .orElse(Double.NaN))));
    }

    /** A range of per cents with a little air, within 0 to 100. */
    static LineChart.Range accuracies(double lowest, double highest) {
        double air = Math.max(0.5, 0.08 * (highest - lowest));
        return new LineChart.Range(Math.max(0, lowest - air), Math.min(100, highest + air));
    }

    private static LineChart.Range epochs(List<MetricsTable.Row> rows) {
        int first = rows.get(0).epoch();
        int last = rows.get(rows.size() - 1).epoch();
        double air = 0.02 * (last - first);
        return new LineChart.Range(first - air, last + air);
    }

    private static ChartSeries curve(
            String name, List<MetricsTable.Row> rows, Function<MetricsTable.Row, Double> value, int color) {
        double[] x = rows.stream().mapToDouble(MetricsTable.Row::epoch).toArray();
        double[] y = rows.stream()
                .map(value)
                .mapToDouble(v -> v == null ? Double.NaN : v)
                .toArray();
        return new ChartSeries(name, x, y, ChartSeries.Style.MARKED, color);
    }

    private static boolean measured(List<MetricsTable.Row> rows, Function<MetricsTable.Row, Double> value) {
        return rows.stream().map(value).anyMatch(v -> v != null && Double.isFinite(v));
    }
}
