package org.dl4jlab.experiments.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.ProgressTable;
import org.dl4jlab.ui.run.Curve;

/** The curves of a run: loss by step, and what is measured once an epoch. */
final class RunCurves {

    /** A loss of single steps is smoothed over this share of the run, so that its course shows through the noise. */
    private static final int SMOOTHING_PARTS = 50;

    private RunCurves() {}

    /**
     * @param losses of all steps, once the run has ended
     * @param progress while it trains
     */
    static List<Curve> of(
            Optional<LossSeries> losses, List<ProgressTable.Row> progress, List<MetricsTable.Row> epochs) {
        List<Curve> curves = new ArrayList<>();
        if (losses.isPresent() && losses.get().size() > 0) {
            curves.add(single(losses.get()));
            curves.add(smooth(losses.get()));
        } else {
            add(curves, progress, "loss", "train", "step", ProgressTable.Row::step, ProgressTable.Row::loss);
        }
        List<MetricsTable.Row> held =
                epochs.stream().filter(row -> row.validationLoss() != null).toList();
        add(curves, held, "loss", "validation", "step", MetricsTable.Row::step, MetricsTable.Row::validationLoss);
        List<MetricsTable.Row> regularized =
                epochs.stream().filter(row -> row.penalty() != null).toList();
        add(curves, regularized, "loss", "penalty", "step", MetricsTable.Row::step, MetricsTable.Row::penalty);
        List<MetricsTable.Row> judged =
                epochs.stream().filter(row -> row.validationAccuracy() != null).toList();
        add(
                curves,
                judged,
                "accuracy",
                "validation",
                "epoch",
                MetricsTable.Row::epoch,
                MetricsTable.Row::validationAccuracy);
        boolean scheduled = epochs.stream()
                        .mapToDouble(MetricsTable.Row::learningRate)
                        .distinct()
                        .count()
                > 1;
        add(
                curves,
                scheduled ? epochs : List.of(),
                "learning-rate",
                "learning-rate",
                "epoch",
                MetricsTable.Row::epoch,
                MetricsTable.Row::learningRate);
        // The first line has nothing before it to measure a speed from.
        List<ProgressTable.Row> measured =
                progress.stream().filter(row -> row.imagesPerSecond() > 0).toList();
        add(curves, measured, "speed", "speed", "step", ProgressTable.Row::step, ProgressTable.Row::imagesPerSecond);
        return curves;
    }

    private static <T> void add(
            List<Curve> curves,
            List<T> rows,
            String chart,
            String name,
            String axis,
            ToDoubleFunction<T> x,
            ToDoubleFunction<T> y) {
        // One point is no curve; a chart that has begun takes a single one all the same.
        if (rows.size() > 1
                || rows.size() == 1 && curves.stream().anyMatch(c -> c.chart().equals(chart))) {
            curves.add(new Curve(
                    chart,
                    name,
                    axis,
                    rows.stream().mapToDouble(x).toArray(),
                    rows.stream().mapToDouble(y).toArray()));
        }
    }

    private static Curve single(LossSeries losses) {
        double[] x = new double[losses.size()];
        double[] y = new double[losses.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = losses.step()[i];
            y[i] = losses.loss()[i];
        }
        return new Curve("loss", "step-loss", "step", x, y);
    }

    /** The mean of a window around each step. */
    private static Curve smooth(LossSeries losses) {
        int n = losses.size();
        int half = Math.max(1, n / SMOOTHING_PARTS / 2);
        double[] sums = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sums[i + 1] = sums[i] + losses.loss()[i];
        }
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(n, i + half + 1);
            x[i] = losses.step()[i];
            y[i] = (sums[to] - sums[from]) / (to - from);
        }
        return new Curve("loss", "train", "step", x, y);
    }
}
