package org.dl4jlab.reports.page;

import static j2html.TagCreator.details;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dl4jlab.reports.picture.LearningCurves;
import org.dl4jlab.reports.picture.LossCurve;
import org.dl4jlab.training.internal.run.MetricsTable;

/** How the training went: the loss by step, the curves and the table by epoch. */
final class TrainingSection {

    /** A longer table is folded. */
    private static final int MOST_OPEN_ROWS = 12;

    private static final List<Tables.Column> COLUMNS = List.of(
            Tables.Column.words("epoch"),
            Tables.Column.number("step"),
            Tables.Column.number("learning rate"),
            Tables.Column.number("training loss"),
            Tables.Column.number("penalty"),
            Tables.Column.number("training accuracy"),
            Tables.Column.number("validation loss"),
            Tables.Column.number("validation accuracy"),
            Tables.Column.number("images/s"),
            Tables.Column.number("seconds"));

    private static final String NOT_MEASURED = "–";

    private TrainingSection() {}

    static List<DomContent> of(RunData run, Figures figures) {
        List<DomContent> content = new ArrayList<>();
        String caption = LossCaption.of(
                run.run().recordedSettings(), run.run().classNames().size());
        LossCurve.of(run.losses(), run.metrics(), run.imagesPerStep(), run.testLoss())
                .flatMap(c -> figures.chart(
                        c,
                        ("The pale line is the loss of each batch just before its step; the strong one is its moving"
                                        + " mean. " + caption)
                                .strip()))
                .ifPresent(content::add);
        LearningCurves.loss(run.metrics())
                .flatMap(c -> figures.chart(c, caption))
                .ifPresent(content::add);
        LearningCurves.accuracy(run.metrics())
                .flatMap(c -> figures.chart(c, ""))
                .ifPresent(content::add);
        LearningCurves.rate(run.metrics()).flatMap(c -> figures.chart(c, "")).ifPresent(content::add);
        if (!run.metrics().rows().isEmpty()) {
            content.add(epochs(run.metrics()));
        }
        return content;
    }

    private static DomContent epochs(MetricsTable metrics) {
        List<List<String>> rows =
                metrics.rows().stream().map(TrainingSection::row).toList();
        List<Integer> measured = IntStream.range(0, COLUMNS.size())
                .filter(c -> rows.stream().anyMatch(row -> !row.get(c).equals(NOT_MEASURED)))
                .boxed()
                .toList();
        DomContent table = Tables.table(
                "By epoch",
                measured.stream().map(COLUMNS::get).toList(),
                rows.stream()
                        .map(row -> measured.stream().map(row::get).toList())
                        .toList(),
                List.of());
        return metrics.rows().size() <= MOST_OPEN_ROWS
                ? table
                : details(summary("Table of " + Numbers.count(metrics.rows().size(), "epoch")), table);
    }

    private static List<String> row(MetricsTable.Row row) {
        return List.of(
                String.valueOf(row.epoch()),
                Numbers.count(row.step()),
                rate(row.learningRate()),
                Numbers.decimal(row.trainLoss(), 4),
                row.penalty() == null ? NOT_MEASURED : Numbers.decimal(row.penalty(), 4),
                row.trainAccuracy() == null ? NOT_MEASURED : Numbers.percent(row.trainAccuracy()),
                row.validationLoss() == null ? NOT_MEASURED : Numbers.decimal(row.validationLoss(), 4),
                row.validationAccuracy() == null ? NOT_MEASURED : Numbers.percent(row.validationAccuracy()),
                Numbers.rate(row.imagesPerSecond()),
                Numbers.decimal(row.seconds(), 1));
    }

    private static String rate(double learningRate) {
        return learningRate >= 1e-4 && learningRate < 1000
                ? String.valueOf((float) learningRate)
                : String.format(Locale.ROOT, "%.3g", learningRate);
    }
}
