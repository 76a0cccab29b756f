package org.dl4jlab.reports.page;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.reports.picture.SeedCurves;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;
import org.slf4j.Logger;

/** The report of several seeds of one experiment: mean and spread first, then every run, made from their folders. */
public final class SeedsReport {

    private static final Logger log = RunLog.logger(SeedsReport.class);

    private SeedsReport() {}

    /**
     * Writes one page about all runs.
     *
     * @param runFolders of one experiment, at least one; runs that did not finish are named and left out of the means
     * @param page the file to write
     * @return the page
     * @throws IllegalArgumentException if there is no folder, or they belong to different experiments, or those that are
     *     done are of different recipes
     * @throws IOException if a folder holds no readable {@code run.json}; the message is for the user
     * @throws java.io.UncheckedIOException if the page cannot be written; an earlier one then stays
     */
    public static Path write(List<Path> runFolders, Path page) throws IOException {
        List<RunData> runs = new ArrayList<>();
        for (Path folder : runFolders) {
            runs.add(RunData.read(folder, Optional.empty()));
        }
        requireOneExperiment(runs);
        requireOneRecipe(runs.stream().filter(SeedsReport::finished).toList());
        List<String> notes = new ArrayList<>();
        runs.forEach(r -> notes.addAll(r.notes()));
        runs.stream()
                .filter(r -> !finished(r))
                .forEach(r -> notes.add("Seed " + r.run().seed().value() + " is left out of the means: "
                        + (r.run().status() == RunStatus.DONE
                                ? "it has no result"
                                : "its run is " + r.run().status().name().toLowerCase(Locale.ROOT))));
        String html = render(runs, notes);
        notes.forEach(log::warn);
        AtomicFile.writeString(page, html);
        return page;
    }

    private static void requireOneExperiment(List<RunData> runs) {
        List<String> names =
                runs.stream().map(r -> r.run().experiment()).distinct().toList();
        if (names.size() != 1) {
            throw new IllegalArgumentException("a report of several seeds needs runs of one experiment, got " + names);
        }
    }

    /** A mean over runs of different choices would say nothing. */
    private static void requireOneRecipe(List<RunData> finished) {
        List<Map<String, String>> choices = finished.stream()
                .map(r -> r.run().recipe().choices())
                .distinct()
                .toList();
        if (choices.size() > 1) {
            Set<String> names = new LinkedHashSet<>();
            choices.forEach(c -> names.addAll(c.keySet()));
            names.removeIf(name -> choices.stream()
                            .map(c -> c.getOrDefault(name, ""))
                            .distinct()
                            .count()
                    == 1);
            throw new IllegalArgumentException("a report of several seeds needs runs of one recipe, but they differ in "
                    + String.join(", ", names));
        }
    }

    private static boolean finished(RunData run) {
        return run.run().status() == RunStatus.DONE && run.run().result().isPresent();
    }

    private static String render(List<RunData> runs, List<String> notes) {
        Figures figures = new Figures(notes);
        List<RunData> finished = runs.stream().filter(SeedsReport::finished).toList();
        RecordedRun first = (finished.isEmpty() ? runs : finished).get(0).run();
        List<DomContent> training = training(finished, figures);
        List<DomContent> errors = errors(finished, figures);

        Page page = new Page(
                first.experiment(), first.question().orElse(""), "Report of " + Numbers.count(runs.size(), "seed"));
        differences(runs).ifPresent(page::notice);
        StatusNotice.ofNotes(notes).ifPresent(page::notice);
        return page.add("result", "Result", result(finished, first))
                .add("runs", "Runs", finished.isEmpty() ? List.of() : List.of(table(finished)))
                .add("training", "Training", training)
                .add("classes", "Classes", errors)
                .add("settings", "Settings", SettingsSection.of(first))
                .add(
                        "network",
                        "Network",
                        first.network().map(NetworkSection::of).orElse(List.of()))
                .add("provenance", "Provenance", provenance(runs, first))
                .render();
    }

    private static List<DomContent> result(List<RunData> finished, RecordedRun first) {
        if (finished.isEmpty()) {
            return List.of(p("No run has finished yet."));
        }
        List<RecordedRun> runs = finished.stream().map(RunData::run).toList();
        List<Result> results = results(finished);
        MeanAndDeviation accuracy = MeanAndDeviation.of(results, r -> 100 * r.accuracy());
        List<DomContent> content = new ArrayList<>();
        content.add(ResultSection.headline(
                "mean test accuracy",
                plusMinus(accuracy, 2) + "\u00a0%",
                (runs.size() > 1 ? "Mean ± sample standard deviation of " : "")
                        + Numbers.count(runs.size(), "seed") + " ("
                        + runs.stream().map(r -> seed(r)).collect(Collectors.joining(", "))
                        + "), tested on " + Numbers.count(results.get(0).images(), "image") + " each."));
        first.expected().ifPresent(expected -> {
            content.add(ResultSection.verdict(accuracy.mean() / 100, expected, "The mean"));
            content.add(AccuracyGauge.of(
                    accuracy.mean() / 100,
                    results.stream().map(Result::accuracy).toList(),
                    expected));
        });
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put("average test loss (nats)", plusMinus(MeanAndDeviation.of(results, Result::averageLoss), 4));
        first.network().ifPresent(network -> tiles.put("parameters", Numbers.count(network.parameters())));
        List<RunRecord.Timings> timings =
                runs.stream().flatMap(r -> r.timings().stream()).toList();
        if (!timings.isEmpty()) {
            tiles.put(
                    "mean training time",
                    Numbers.duration(MeanAndDeviation.of(timings, RunRecord.Timings::trainSeconds)
                            .mean()));
            tiles.put(
                    "mean training images per second",
                    Numbers.rate(MeanAndDeviation.of(timings, RunRecord.Timings::trainImagesPerSecond)
                            .mean()));
        }
        content.add(ResultSection.tiles(tiles));
        return content;
    }

    private static DomContent table(List<RunData> runs) {
        List<List<String>> rows =
                runs.stream().map(RunData::run).map(SeedsReport::row).toList();
        List<Result> results = results(runs);
        MeanAndDeviation accuracy = MeanAndDeviation.of(results, r -> 100 * r.accuracy());
        MeanAndDeviation loss = MeanAndDeviation.of(results, Result::averageLoss);
        return Tables.table(
                "By seed",
                List.of(
                        Tables.Column.words("seed"),
                        Tables.Column.number("test accuracy"),
                        Tables.Column.number("test loss"),
                        Tables.Column.number("training time"),
                        Tables.Column.number("images/s")),
                rows,
                List.of(List.of("mean ± deviation", plusMinus(accuracy, 2) + "\u00a0%", plusMinus(loss, 4), "", "")));
    }

    private static List<String> row(RecordedRun run) {
        Result result = run.result().orElseThrow();
        return List.of(
                seed(run),
                Numbers.percent(result.accuracy()),
                Numbers.decimal(result.averageLoss(), 4),
                run.timings().map(t -> Numbers.duration(t.trainSeconds())).orElse("–"),
                run.timings().map(t -> Numbers.rate(t.trainImagesPerSecond())).orElse("–"));
    }

    private static String seed(RecordedRun run) {
        return String.valueOf(run.seed().value());
    }

    private static List<Result> results(List<RunData> finished) {
        return finished.stream().flatMap(r -> r.run().result().stream()).toList();
    }

    private static List<DomContent> training(List<RunData> runs, Figures figures) {
        List<DomContent> content = new ArrayList<>();
        if (runs.isEmpty()) {
            return content;
        }
        SeedCurves.loss(runs.stream().map(RunData::losses).toList(), runs.get(0).imagesPerStep())
                .flatMap(c -> figures.chart(c, "Training loss as a moving mean."))
                .ifPresent(content::add);
        SeedCurves.accuracy(runs.stream().map(RunData::metrics).toList())
                .flatMap(c -> figures.chart(c, ""))
                .ifPresent(content::add);
        return content;
    }

    /** Of all seeds together: the counts are sums. */
    private static List<DomContent> errors(List<RunData> runs, Figures figures) {
        List<RunData> evaluated =
                runs.stream().filter(r -> r.evaluation().isPresent()).toList();
        List<String> names =
                evaluated.isEmpty() ? List.of() : evaluated.get(0).run().classNames();
        List<int[][]> matrices = evaluated.stream()
                .filter(r -> r.run().classNames().equals(names))
                .map(r -> r.evaluation().map(Evaluation::confusion).orElseThrow())
                .toList();
        if (matrices.isEmpty()) {
            return List.of();
        }
        int[][] sum = new int[names.size()][names.size()];
        for (int[][] matrix : matrices) {
            for (int t = 0; t < sum.length; t++) {
                for (int c = 0; c < sum.length; c++) {
                    sum[t][c] += matrix[t][c];
                }
            }
        }
        List<DomContent> content = new ArrayList<>();
        content.add(p("The predictions of all " + Numbers.count(matrices.size(), "seed") + " together.")
                .withClass("muted"));
        content.addAll(ErrorsSection.of(sum, names, figures));
        return content;
    }

    private static List<DomContent> provenance(List<RunData> runs, RecordedRun first) {
        Map<String, DomContent> folders = new LinkedHashMap<>();
        runs.forEach(r -> folders.put(
                "seed " + seed(r.run()) + " (" + r.run().name() + ")",
                code(r.run().command().orElse("–"))));
        List<DomContent> content = new ArrayList<>();
        content.add(h3("Run folders and their commands"));
        content.add(Tables.facts(folders));
        content.addAll(ProvenanceSection.shared(first));
        return content;
    }

    /** Runs of one experiment whose settings, data or code differ do not only differ by seed. */
    private static Optional<DomContent> differences(List<RunData> runs) {
        List<String> what = new ArrayList<>();
        addIfDifferent(
                what, "source code", runs.stream().map(r -> r.run().source()).toList());
        addIfDifferent(
                what, "machines", runs.stream().map(r -> r.run().machine()).toList());
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(div(p(
                                strong("These runs differ by more than the seed: "),
                                text("they do not share their " + String.join(", ", what)
                                        + ". What is shown below is of the first run.")))
                        .withClass("notice"));
    }

    private static void addIfDifferent(List<String> what, String name, List<? extends Optional<?>> values) {
        if (values.stream().flatMap(Optional::stream).distinct().count() > 1) {
            what.add(name);
        }
    }

    private static String plusMinus(MeanAndDeviation spread, int digits) {
        return Double.isFinite(spread.deviation())
                ? Numbers.decimal(spread.mean(), digits) + " ±\u00a0" + Numbers.decimal(spread.deviation(), digits)
                : Numbers.decimal(spread.mean(), digits);
    }
}
