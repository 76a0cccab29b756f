package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;

/** The curves of several groups of runs on one picture: a colour a group, each seed pale, the mean of the seeds strong. */
public final class GroupCurves {

    /** So many groups differ by colour; those after them are dashed. */
    private static final int COLORS = 6;

    private GroupCurves() {}

    /**
     * Runs that differ by the seed only.
     *
     * @param name in the legend
     * @param imagesPerStep batch size; 0 if unknown
     * @param losses of each seed
     * @param metrics of each seed
     */
    public record Group(String name, int imagesPerStep, List<LossSeries> losses, List<MetricsTable> metrics) {

        public Group {
            losses = List.copyOf(losses);
            metrics = List.copyOf(metrics);
        }
    }

    /** One seed's curve. */
    private record Line(double[] x, double[] y) {

        double last() {
            return y[y.length - 1];
        }
    }

    /** The training loss as moving means, against the images seen; empty if there is nothing to draw. */
    public static Optional<LineChart> loss(List<Group> groups) {
        boolean inImages = groups.stream().allMatch(g -> g.imagesPerStep > 0);
        List<List<Line>> lines = groups.stream()
                .map(g -> g.losses.stream()
                        .map(LossCurve.Smoothed::of)
                        .filter(s -> s.size() > 0)
                        .map(s -> new Line(scaled(s.step(), inImages ? g.imagesPerStep : 1), s.loss()))
                        .toList())
                .toList();
        List<ChartSeries> curves = curves(groups, lines);
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new LineChart(
                curves,
                inImages ? "training images seen" : "training steps",
                "loss (nats), moving mean",
                new LineChart.Range(0, 1.015 * highest(curves, ChartSeries::x)),
                LineChart.fromZero(curves),
                new LineChart.Format("#,##0", "0.0#"),
                LineChart.Size.WIDE,
                "Training loss; it ends at " + ends(groups, lines, "%.3f") + "."));
    }

    /** The accuracy on held-out images by epoch; empty if no run has two epochs of it. */
    public static Optional<LineChart> accuracy(List<Group> groups) {
        List<List<Line>> lines = groups.stream()
                .map(g -> g.metrics.stream()
                        .map(GroupCurves::validation)
                        .filter(l -> l.x.length >= 2)
                        .toList())
                .toList();
        List<ChartSeries> curves = curves(groups, lines);
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        double last = highest(curves, ChartSeries::x);
        double lowest =
                curves.stream().flatMapToDouble(c -> Arrays.stream(c.y())).min().orElseThrow();
        return Optional.of(new LineChart(
                curves,
                "epoch",
                "validation accuracy (%)",
                new LineChart.Range(1 - 0.02 * last, 1.02 * last),
                LearningCurves.accuracies(lowest, highest(curves, ChartSeries::y)),
                new LineChart.Format("0", "0.0"),
                LineChart.Size.WIDE,
                "Validation accuracy in per cent; it ends at " + ends(groups, lines, "%.1f") + "."));
    }

    /** Single seeds first, so that no mean is drawn over. */
    private static List<ChartSeries> curves(List<Group> groups, List<List<Line>> lines) {
        List<ChartSeries> thin = new ArrayList<>();
        List<ChartSeries> strong = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Line> seeds = lines.get(g);
            if (seeds.isEmpty()) {
                continue;
            }
            ChartSeries.Style style = g < COLORS ? ChartSeries.Style.LINE : ChartSeries.Style.DASHED;
            if (seeds.size() > 1) {
                for (Line seed : seeds) {
                    thin.add(new ChartSeries("", seed.x, seed.y, ChartSeries.Style.FAINT, g));
                }
            }
            Line mean = mean(seeds);
            String name = groups.get(g).name + (seeds.size() > 1 ? ", mean of " + seeds.size() + " seeds" : "");
            strong.add(new ChartSeries(name, mean.x, mean.y, style, g));
        }
        thin.addAll(strong);
        return thin;
    }

    /** Point by point, as far as the shortest goes; steps whose loss was not finite may make one shorter. */
    private static Line mean(List<Line> seeds) {
        int length = seeds.stream().mapToInt(s -> s.x.length).min().orElseThrow();
        double[] mean = new double[length];
        Arrays.setAll(
                mean, i -> seeds.stream().mapToDouble(s -> s.y[i]).average().orElseThrow());
        return new Line(Arrays.copyOf(seeds.get(0).x, length), mean);
    }

    private static Line validation(MetricsTable metrics) {
        List<MetricsTable.Row> rows = metrics.rows().stream()
                .filter(r -> r.validationAccuracy() != null)
                .toList();
        return new Line(
                rows.stream().mapToDouble(MetricsTable.Row::epoch).toArray(),
                rows.stream().mapToDouble(r -> 100 * r.validationAccuracy()).toArray());
    }

    private static String ends(List<Group> groups, List<List<Line>> lines, String format) {
        List<String> ends = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            if (!lines.get(g).isEmpty()) {
                ends.add(String.format(
                        Locale.ROOT,
                        format + " (%s)",
                        lines.get(g).stream().mapToDouble(Line::last).average().orElseThrow(),
                        groups.get(g).name));
            }
        }
        return ends.stream().collect(Collectors.joining(", "));
    }

    private static double highest(List<ChartSeries> curves, Function<ChartSeries, double[]> axis) {
        return curves.stream()
                .flatMapToDouble(c -> Arrays.stream(axis.apply(c)))
                .max()
                .orElseThrow();
    }

    private static double[] scaled(double[] steps, int unit) {
        return Arrays.stream(steps).map(s -> s * unit).toArray();
    }
}
