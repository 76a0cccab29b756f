package org.dl4jlab.training.internal.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.training.internal.run.ResultMetrics;

/** The lines that tell a person how a network did, beside accuracy and loss. */
public final class MetricsText {

    private MetricsText() {}

    public static List<String> lines(ResultMetrics metrics) {
        List<String> lines = new ArrayList<>();
        List<Double> ends = metrics.confidence95().get("accuracy");
        StringBuilder first = new StringBuilder(String.format(
                Locale.ROOT,
                "95%% confidence %.2f%% to %.2f%%, balanced accuracy %.2f%%, macro F1 %.2f%%",
                100 * ends.get(0),
                100 * ends.get(1),
                100 * metrics.balancedAccuracy(),
                100 * metrics.macroF1()));
        int last = metrics.topK().size();
        // Where there are no more classes, every image is among the first.
        if (last > 3 && last < metrics.classes().size()) {
            first.append(String.format(
                    Locale.ROOT, ", top-%d %.2f%%", last, 100 * metrics.topK().get(last - 1)));
        }
        lines.add(first.toString());
        StringBuilder second = new StringBuilder(String.format(
                Locale.ROOT,
                "Calibration error %.2f%%, Brier score %.4f",
                100 * metrics.calibrationError(),
                metrics.brierScore()));
        if (metrics.rocArea() != null) {
            second.append(String.format(
                    Locale.ROOT, ", ROC area %.4f, precision-recall area %.4f", metrics.rocArea(), metrics.prArea()));
        }
        if (metrics.temperature() != null) {
            second.append(String.format(
                    Locale.ROOT,
                    "; with temperature %.3f of %,d held-out images calibration error %.2f%%",
                    metrics.temperature().temperature(),
                    metrics.temperature().validationImages(),
                    100 * metrics.temperature().calibrationError()));
        }
        lines.add(second.toString());
        return lines;
    }
}
