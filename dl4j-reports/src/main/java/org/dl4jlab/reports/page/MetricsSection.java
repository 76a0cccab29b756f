package org.dl4jlab.reports.page;

import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dl4jlab.reports.picture.ReliabilityPicture;
import org.dl4jlab.training.internal.evaluation.Metrics;
import org.dl4jlab.training.internal.evaluation.ScoredImages;
import org.dl4jlab.training.internal.run.ResultMetrics;

/** Figures beside accuracy, with the intervals that the choice of test images leaves open, and the calibration. */
final class MetricsSection {

    private MetricsSection() {}

    /**
     * @param metrics as recorded
     * @param test what they were computed from
     */
    static List<DomContent> of(ResultMetrics metrics, ScoredImages test, List<String> classNames, Figures figures) {
        List<DomContent> content = new ArrayList<>();
        content.add(table(metrics));
        figures.drawn(
                        new ReliabilityPicture(Metrics.of(test).calibration()),
                        "Calibration: blue is how often the network was right, the orange mark how sure it was. A network"
                                + " whose marks lie below the bars doubts too much, above them too little.")
                .ifPresent(content::add);
        content.add(p(temperature(metrics.temperature())));
        content.add(areas(metrics, classNames));
        return content;
    }

    private static DomContent table(ResultMetrics metrics) {
        List<List<String>> rows = new ArrayList<>();
        for (int k = 2; k <= metrics.topK().size(); k++) {
            rows.add(List.of(
                    "top-" + k + " accuracy", Numbers.percent(metrics.topK().get(k - 1)), "–"));
        }
        rows.add(share("balanced accuracy", metrics.balancedAccuracy(), "balancedAccuracy", metrics));
        rows.add(share("macro precision", metrics.macroPrecision(), "macroPrecision", metrics));
        rows.add(share("macro F1", metrics.macroF1(), "macroF1", metrics));
        rows.add(share("weighted F1", metrics.weightedF1(), "weightedF1", metrics));
        rows.add(List.of("ROC area, mean of classes", area(metrics.rocArea()), "–"));
        rows.add(List.of("precision-recall area, mean of classes", area(metrics.prArea()), "–"));
        rows.add(number("log loss (nats)", metrics.logLoss(), "logLoss", metrics));
        rows.add(number("Brier score", metrics.brierScore(), "brierScore", metrics));
        rows.add(List.of("expected calibration error", Numbers.percent(metrics.calibrationError()), "–"));
        return Tables.table(
                "Metrics on the test images",
                List.of(
                        Tables.Column.words("metric"),
                        Tables.Column.number("value"),
                        Tables.Column.number("95 % confidence")),
                rows,
                List.of());
    }

    private static List<String> share(String name, double value, String key, ResultMetrics metrics) {
        List<Double> ends = ends(key, metrics);
        return List.of(
                name,
                Numbers.percent(value),
                ends.isEmpty() ? "–" : Numbers.percent(ends.get(0)) + " to " + Numbers.percent(ends.get(1)));
    }

    private static List<String> number(String name, double value, String key, ResultMetrics metrics) {
        List<Double> ends = ends(key, metrics);
        return List.of(
                name,
                Numbers.decimal(value, 4),
                ends.isEmpty() ? "–" : Numbers.decimal(ends.get(0), 4) + " to " + Numbers.decimal(ends.get(1), 4));
    }

    private static List<Double> ends(String key, ResultMetrics metrics) {
        Map<String, List<Double>> all = metrics.confidence95() == null ? Map.of() : metrics.confidence95();
        List<Double> ends = all.getOrDefault(key, List.of());
        return ends.size() == 2 ? ends : List.of();
    }

    private static String area(Double value) {
        return value == null ? "–" : Numbers.decimal(value, 4);
    }

    private static String temperature(ResultMetrics.Temperature temperature) {
        if (temperature == null) {
            return "No images were held out, so no temperature was fitted.";
        }
        return String.format(
                Locale.ROOT,
                "Temperature scaling fitted on %,d held-out training images divides the logits by %.3f. On the test images"
                        + " it makes the calibration error %.2f %%, the log loss %.4f and the Brier score %.4f.",
                temperature.validationImages(),
                temperature.temperature(),
                100 * temperature.calibrationError(),
                temperature.logLoss(),
                temperature.brierScore());
    }

    private static DomContent areas(ResultMetrics metrics, List<String> classNames) {
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < metrics.classes().size(); c++) {
            ResultMetrics.OneClass one = metrics.classes().get(c);
            rows.add(List.of(classNames.get(c), area(one.rocArea()), area(one.prArea())));
        }
        return Tables.table(
                "Each class against the rest",
                List.of(
                        Tables.Column.words("class"),
                        Tables.Column.number("ROC area"),
                        Tables.Column.number("precision-recall area")),
                rows,
                List.of());
    }
}
