package org.dl4jlab.reports.page;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.TdTag;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.dl4jlab.reports.picture.ConfusionPicture;
import org.dl4jlab.reports.picture.Theme;
import org.dl4jlab.training.internal.evaluation.ClassMetrics;

/**
 * Which classes are found and which are mixed up: the confusion matrix, as a picture where there is room and as a table
 * of bare counts on a phone, and the scores of each class.
 */
final class ErrorsSection {

    private ErrorsSection() {}

    static List<DomContent> of(int[][] confusion, List<String> classNames, Figures figures) {
        ConfusionPicture matrix = new ConfusionPicture(confusion, classNames);
        List<DomContent> content = new ArrayList<>();
        figures.drawn(
                        matrix,
                        "Number of test images, and below it the share of the true class. Blue is right; the stronger"
                                + " the orange, the more often the mistake.")
                .ifPresent(figure -> content.add(div(figure).withClass("wide-only")));
        content.add(div(
                        heatTable(confusion, classNames),
                        p("Number of test images; rows are true classes, columns predicted ones.")
                                .withClass("caption"))
                .withClass(content.isEmpty() ? "" : "narrow-only"));
        content.add(scores(confusion, classNames));
        return content;
    }

    private static DomContent heatTable(int[][] confusion, List<String> classNames) {
        return div(table(
                                caption("Confusion matrix"),
                                thead(tr(td(), each(classNames, name -> th(name).attr("scope", "col")))),
                                tbody(each(
                                        IntStream.range(0, confusion.length)
                                                .boxed()
                                                .toList(),
                                        t -> tr(
                                                th(classNames.get(t)).attr("scope", "row"),
                                                each(
                                                        IntStream.range(0, confusion.length)
                                                                .boxed()
                                                                .toList(),
                                                        c -> heatCell(confusion, t, c))))))
                        .withClass("heat"))
                .withClass("scroll")
                .attr("tabindex", "0")
                .attr("role", "region")
                .attr("aria-label", "Confusion matrix");
    }

    private static TdTag heatCell(int[][] confusion, int trueClass, int predicted) {
        int count = confusion[trueClass][predicted];
        long row = Arrays.stream(confusion[trueClass]).asLongStream().sum();
        double share = row == 0 ? 0 : (double) count / row;
        Color light = ConfusionPicture.cellColor(Theme.LIGHT, trueClass == predicted, share);
        Color dark = ConfusionPicture.cellColor(Theme.DARK, trueClass == predicted, share);
        return td(count == 0 ? "" : String.valueOf(count))
                .withStyle("--l:" + hex(light) + ";--li:" + hex(ConfusionPicture.inkOn(light)) + ";--d:" + hex(dark)
                        + ";--di:" + hex(ConfusionPicture.inkOn(dark)));
    }

    private static DomContent scores(int[][] confusion, List<String> classNames) {
        List<ClassScore> scores = ClassScore.of(confusion);
        List<List<String>> rows = new ArrayList<>();
        for (int c = 0; c < scores.size(); c++) {
            ClassScore s = scores.get(c);
            rows.add(List.of(
                    classNames.get(c),
                    Numbers.count(s.metrics().images()),
                    Numbers.percentOrDash(s.precision()),
                    Numbers.percentOrDash(s.recall()),
                    Numbers.percentOrDash(s.f1()),
                    s.takenFor() < 0 ? "–" : classNames.get(s.takenFor()) + " (" + s.takenForCount() + ")"));
        }
        List<String> mean = List.of(
                "mean of classes",
                Numbers.count(
                        scores.stream().mapToLong(s -> s.metrics().images()).sum()),
                mean(scores, ClassMetrics::precision),
                mean(scores, ClassMetrics::recall),
                mean(scores, ClassMetrics::f1),
                "");
        return Tables.table(
                "By class",
                List.of(
                        Tables.Column.words("class"),
                        Tables.Column.number("images"),
                        Tables.Column.number("precision"),
                        Tables.Column.number("recall"),
                        Tables.Column.number("F1"),
                        Tables.Column.words("most often taken for")),
                rows,
                List.of(mean));
    }

    /** As the run's record has it: what was not measured counts as 0. */
    private static String mean(List<ClassScore> scores, ToDoubleFunction<ClassMetrics> metric) {
        return Numbers.percent(scores.stream()
                .map(ClassScore::metrics)
                .mapToDouble(metric)
                .average()
                .orElse(0));
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
    }
}
