package org.dl4jlab.reports.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.ul;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.reports.compare.Comparison;
import org.dl4jlab.reports.compare.FinishedRun;
import org.dl4jlab.reports.compare.GroupPair;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.reports.compare.RunGroup;
import org.dl4jlab.reports.picture.GroupCurves;
import org.dl4jlab.reports.picture.LineChart;
import org.dl4jlab.reports.picture.PictureException;
import org.dl4jlab.reports.picture.RunPictures;
import org.dl4jlab.training.internal.log.RunLog;
import org.slf4j.Logger;

/** The report of a comparison: {@code compare.html} and its curves as PNG files. */
public final class ComparisonReport {

    private static final Logger log = RunLog.logger(ComparisonReport.class);

    private ComparisonReport() {}

    /**
     * Writes the page and the pictures.
     *
     * @param folder made if it is not there; files of an earlier comparison are replaced
     * @return the page
     * @throws IOException if the folder cannot be made
     * @throws java.io.UncheckedIOException if a file cannot be written; an earlier one then stays
     */
    public static Path write(Comparison comparison, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<GroupCurves.Group> groups =
                comparison.groups().stream().map(ComparisonReport::curves).toList();
        Optional<LineChart> loss = GroupCurves.loss(groups);
        Optional<LineChart> accuracy = GroupCurves.accuracy(groups);
        List<String> notes = new ArrayList<>();
        List<DomContent> figures = figures(loss, accuracy, new Figures(notes));
        notes.forEach(log::warn);
        Path page = folder.resolve("compare.html");
        AtomicFile.writeString(page, render(comparison, figures));
        writePictures(new RunPictures(folder), loss, accuracy);
        return page;
    }

    private static void writePictures(RunPictures pictures, Optional<LineChart> loss, Optional<LineChart> accuracy)
            throws IOException {
        try {
            if (loss.isPresent()) {
                pictures.write("loss", loss.get());
            }
            if (accuracy.isPresent()) {
                pictures.write("accuracy", accuracy.get());
            }
        } catch (PictureException e) {
            // The page stands without them.
            log.warn("The pictures could not be drawn: {}", e.getMessage());
        }
    }

    private static List<DomContent> figures(Optional<LineChart> loss, Optional<LineChart> accuracy, Figures figures) {
        return Stream.of(loss, accuracy)
                .flatMap(Optional::stream)
                .flatMap(c -> figures.chart(c, "").stream())
                .toList();
    }

    private static String render(Comparison comparison, List<DomContent> figures) {
        Page page = new Page(
                comparison.groups().stream()
                        .map(RunGroup::experiment)
                        .distinct()
                        .collect(Collectors.joining(" and ")),
                "Is the difference larger than the noise between seeds?",
                "Comparison of " + Numbers.count(comparison.groups().size(), "group") + " of runs");
        notice(comparison.notes()).ifPresent(page::notice);
        return page.add("result", "Result", result(comparison))
                .add("settings", "Settings that differ", settings(comparison))
                .add("training", "Training", figures)
                .add("runs", "Runs", runs(comparison))
                .render();
    }

    private static Optional<DomContent> notice(List<String> notes) {
        return notes.isEmpty()
                ? Optional.empty()
                : Optional.of(div(p(strong("Mind when you read this.")), ul(each(notes, n -> li(n))))
                        .withClass("notice"));
    }

    private static List<DomContent> result(Comparison comparison) {
        List<DomContent> verdicts =
                comparison.pairs().stream().map(ComparisonReport::verdict).toList();
        // One verdict is the answer; many are read with the table at hand.
        List<DomContent> content = new ArrayList<>(verdicts.size() == 1 ? verdicts : List.of());
        content.add(Tables.table(
                "Mean ± sample standard deviation over the seeds",
                List.of(
                        Tables.Column.words("runs"),
                        Tables.Column.number("seeds"),
                        Tables.Column.number("test accuracy"),
                        Tables.Column.number("test loss"),
                        Tables.Column.number("validation accuracy"),
                        Tables.Column.number("training time")),
                comparison.groups().stream().map(ComparisonReport::row).toList(),
                List.of()));
        if (verdicts.size() > 1) {
            content.addAll(verdicts);
        }
        content.add(p("Test images measure; to choose between settings, compare their validation accuracy.")
                .withClass("caption"));
        return content;
    }

    private static DomContent verdict(GroupPair pair) {
        return p(strong(pair.headline() + ":"), span(" " + pair.explanation()))
                .withClass(pair.verdict() == GroupPair.Verdict.LARGER_THAN_NOISE ? "verdict met" : "verdict");
    }

    private static List<String> row(RunGroup group) {
        return List.of(
                group.name(),
                Numbers.count(group.runs().size()),
                percent(group.accuracy()),
                plusMinus(group.loss(), 1, 4),
                group.validationAccuracy().map(ComparisonReport::percent).orElse("–"),
                group.trainSeconds().map(s -> Numbers.duration(s.mean())).orElse("–"));
    }

    private static List<DomContent> settings(Comparison comparison) {
        if (comparison.differing().isEmpty()) {
            return List.of(p("None: the groups are of different experiments, trained in the same way."));
        }
        List<Tables.Column> columns = new ArrayList<>();
        columns.add(Tables.Column.words("setting"));
        comparison.groups().forEach(g -> columns.add(Tables.Column.number(g.name())));
        List<List<String>> rows = comparison.differing().stream()
                .map(d -> Stream.concat(Stream.of(d.setting()), d.values().stream())
                        .toList())
                .toList();
        return List.of(Tables.table("All other settings are equal", columns, rows, List.of()));
    }

    private static List<DomContent> runs(Comparison comparison) {
        List<DomContent> content = new ArrayList<>();
        for (RunGroup group : comparison.groups()) {
            Map<String, DomContent> facts = new LinkedHashMap<>();
            for (FinishedRun run : group.runs()) {
                facts.put(
                        "seed " + run.run().seed().value(),
                        span(
                                span(Numbers.percent(run.result().accuracy()) + ", "),
                                code(run.run().name())));
            }
            content.add(h3(group.name()));
            content.add(Tables.facts(facts));
        }
        return content;
    }

    private static GroupCurves.Group curves(RunGroup group) {
        return new GroupCurves.Group(
                group.name(),
                group.runs().get(0).imagesPerStep(),
                group.runs().stream().map(FinishedRun::losses).toList(),
                group.runs().stream().map(FinishedRun::metrics).toList());
    }

    private static String percent(MeanAndDeviation sample) {
        return plusMinus(sample, 100, 2) + "\u00a0%";
    }

    private static String plusMinus(MeanAndDeviation sample, double unit, int digits) {
        String mean = Numbers.decimal(unit * sample.mean(), digits);
        return Double.isFinite(sample.deviation())
                ? mean + " ±\u00a0" + Numbers.decimal(unit * sample.deviation(), digits)
                : mean;
    }
}
