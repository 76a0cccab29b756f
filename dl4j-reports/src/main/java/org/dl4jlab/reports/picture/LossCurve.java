package org.dl4jlab.reports.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;

/**
 * The loss of a training: every step pale, their moving mean on top, and marks for what was measured on validation and
 * test images.
 */
public final class LossCurve {

    /** More points than this cannot be told apart on the widest picture. */
    private static final int MOST_POINTS = 2000;

    /** Part of the steps that one value of the moving mean spans. */
    private static final int SPANS = 40;

    private LossCurve() {}

    /**
     * The chart of one run.
     *
     * @param losses of single steps; at least one
     * @param metrics of epochs; may be empty
     * @param imagesPerStep batch size, to count in images; 0 if unknown, then steps are counted
     * @param testLoss average loss on the test images, in nats; NaN if the run was not tested
     * @return empty if there is nothing to draw
     */
    public static Optional<LineChart> of(LossSeries losses, MetricsTable metrics, int imagesPerStep, double testLoss) {
        Smoothed smoothed = Smoothed.of(losses);
        if (smoothed.size() == 0) {
            return Optional.empty();
        }
        int unit = Math.max(1, imagesPerStep);
        List<ChartSeries> curves = new ArrayList<>();
        curves.add(decimated(losses, unit));
        curves.add(new ChartSeries(
                "training loss, mean of " + smoothed.window() + " steps",
                scaled(smoothed.step(), unit),
                smoothed.loss(),
                ChartSeries.Style.LINE,
                0));
        validation(metrics, unit).ifPresent(curves::add);
        double last = (double) losses.step()[losses.size() - 1] * unit;
        if (Double.isFinite(testLoss)) {
            curves.add(new ChartSeries(
                    "test loss at the end", new double[] {last}, new double[] {testLoss}, ChartSeries.Style.POINTS, 1));
        }
        return Optional.of(new LineChart(
                curves,
                imagesPerStep > 0 ? "training images seen" : "training steps",
                "loss (nats)",
                // A little air, so that the last mark is not cut in half.
                new LineChart.Range(0, last * 1.015),
                yRange(losses, curves),
                new LineChart.Format("#,##0", "0.0#"),
                LineChart.Size.WIDE,
                description(losses, smoothed, testLoss)));
    }

    private static Optional<ChartSeries> validation(MetricsTable metrics, int unit) {
        List<MetricsTable.Row> rows =
                metrics.rows().stream().filter(r -> r.validationLoss() != null).toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ChartSeries(
                "validation loss",
                rows.stream().mapToDouble(r -> (double) r.step() * unit).toArray(),
                rows.stream().mapToDouble(MetricsTable.Row::validationLoss).toArray(),
                ChartSeries.Style.MARKED,
                2));
    }

    /** Keeps the lowest and the highest loss of each stretch of steps, so that no spike is lost. */
    private static ChartSeries decimated(LossSeries losses, int unit) {
        int n = losses.size();
        int stretch = Math.max(1, (2 * n + MOST_POINTS - 1) / MOST_POINTS);
        List<double[]> points = new ArrayList<>();
        for (int from = 0; from < n; from += stretch) {
            int to = Math.min(n, from + stretch);
            int low = from;
            int high = from;
            for (int i = from + 1; i < to; i++) {
                low = losses.loss()[i] < losses.loss()[low] ? i : low;
                high = losses.loss()[i] > losses.loss()[high] ? i : high;
            }
            addPoint(points, losses, Math.min(low, high), unit);
            if (low != high) {
                addPoint(points, losses, Math.max(low, high), unit);
            }
        }
        return new ChartSeries(
                "training loss, each step",
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray(),
                ChartSeries.Style.FAINT,
                0);
    }

    private static void addPoint(List<double[]> points, LossSeries losses, int i, int unit) {
        points.add(new double[] {(double) losses.step()[i] * unit, losses.loss()[i]});
    }

    /** Up to what almost every step stays below: one exploding step must not flatten the rest. */
    private static LineChart.Range yRange(LossSeries losses, List<ChartSeries> curves) {
        double[] finite = finite(losses);
        Arrays.sort(finite);
        double almostAll = finite[(int) Math.floor(0.995 * (finite.length - 1))];
        LineChart.Range means = LineChart.fromZero(curves.subList(1, curves.size()));
        return new LineChart.Range(0, Math.max(1.06 * almostAll, means.high()));
    }

    private static double[] finite(LossSeries losses) {
        double[] values = new double[losses.size()];
        int n = 0;
        for (float loss : losses.loss()) {
            if (Float.isFinite(loss)) {
                values[n++] = loss;
            }
        }
        return Arrays.copyOf(values, n);
    }

    private static double[] scaled(double[] steps, int unit) {
        return Arrays.stream(steps).map(s -> s * unit).toArray();
    }

    private static String description(LossSeries losses, Smoothed smoothed, double testLoss) {
        String training = String.format(
                Locale.ROOT,
                "Training loss over %,d steps: its moving mean goes from %.3f to %.3f.",
                losses.step()[losses.size() - 1],
                smoothed.loss()[0],
                smoothed.loss()[smoothed.size() - 1]);
        return Double.isFinite(testLoss)
                ? training + String.format(Locale.ROOT, " Test loss at the end: %.3f.", testLoss)
                : training;
    }

    /**
     * The moving mean of a loss series, centred so that it does not lag. At the start, where the loss falls fast, the
     * window shrinks evenly; at the end it keeps its earlier half, so that the last value is a mean too.
     *
     * @param step where each mean stands
     * @param loss the means
     * @param window steps that a mean in the middle spans
     */
    record Smoothed(double[] step, double[] loss, int window) {

        static Smoothed of(LossSeries losses) {
            int n = losses.size();
            int half = Math.max(1, n / SPANS) / 2;
            double[] sums = new double[n + 1];
            int[] counts = new int[n + 1];
            for (int i = 0; i < n; i++) {
                boolean finite = Float.isFinite(losses.loss()[i]);
                sums[i + 1] = sums[i] + (finite ? losses.loss()[i] : 0);
                counts[i + 1] = counts[i] + (finite ? 1 : 0);
            }
            double[] steps = new double[n];
            double[] means = new double[n];
            int size = 0;
            int every = Math.max(1, n / MOST_POINTS);
            for (int center = 0; center < n; center += every) {
                int from = center - Math.min(half, center);
                int to = Math.min(n, center + Math.min(half, center) + 1);
                int count = counts[to] - counts[from];
                if (count > 0) {
                    steps[size] = losses.step()[center];
                    means[size++] = (sums[to] - sums[from]) / count;
                }
            }
            return new Smoothed(Arrays.copyOf(steps, size), Arrays.copyOf(means, size), 2 * half + 1);
        }

        int size() {
            return step.length;
        }
    }
}
