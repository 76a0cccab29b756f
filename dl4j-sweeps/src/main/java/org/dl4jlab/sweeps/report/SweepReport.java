package org.dl4jlab.sweeps.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.reports.page.Numbers;
import org.dl4jlab.reports.page.Page;
import org.dl4jlab.reports.page.ResultSection;
import org.dl4jlab.reports.page.Tables;
import org.dl4jlab.reports.page.Tables.Column;
import org.dl4jlab.sweeps.CandidateLine;
import org.dl4jlab.sweeps.analysis.Importance;
import org.dl4jlab.sweeps.analysis.ImportanceAnalysis;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.record.Ranking;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.space.Dimension;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.settings.Settings;

/** The report of one sweep. The same folder gives the same page. */
public final class SweepReport {

    private static final int BEST = 10;

    private final SweepRecord record;
    private final List<CandidateRecord> candidates;
    private final List<CandidateRecord> ranking;

    private SweepReport(SweepRecord record, List<CandidateRecord> candidates) {
        this.record = record;
        this.candidates = candidates;
        this.ranking = Ranking.of(candidates);
    }

    /**
     * Writes {@code report.html} into a sweep's folder, also for a sweep that did not finish.
     *
     * @return the page
     * @throws IOException if the folder cannot be read; the message names the file
     * @throws java.io.UncheckedIOException if the page cannot be written; an earlier one then stays
     */
    public static Path write(SweepFolder folder) throws IOException {
        String html = new SweepReport(folder.readRecord(), folder.readCandidates()).render();
        AtomicFile.writeString(folder.reportFile(), html);
        return folder.reportFile();
    }

    private String render() {
        Page page = new Page(
                record.space(),
                record.question(),
                "Sweep report · seed " + record.plan().seed() + " · " + Numbers.date(record.started()));
        if (record.status() != RunStatus.DONE) {
            page.notice(div(
                            strong("This sweep is not finished: "
                                    + record.status().name().toLowerCase(Locale.ROOT)
                                    + (record.message() == null ? "" : ", " + record.message())
                                    + "."),
                            text(" It can be resumed."))
                    .withClass("notice"));
        }
        return page.add("result", "Result", result())
                .add("best", "Best candidates", ranking.isEmpty() ? List.of() : List.of(best()))
                .add("map", "All candidates", map())
                .add("importance", "What matters", importance())
                .add("failed", "Failed candidates", failed())
                .add("plan", "Plan", plan())
                .add("provenance", "Provenance", provenance())
                .render();
    }

    private List<DomContent> result() {
        List<DomContent> content = new ArrayList<>();
        if (!ranking.isEmpty()) {
            CandidateRecord first = ranking.get(0);
            content.add(headline(first));
            content.add(p(strong("Best: "), text(CandidateLine.hyperparameters(first))));
        }
        Map<String, String> tiles = new LinkedHashMap<>();
        tiles.put("candidates", Numbers.count(candidates.size()));
        tiles.put("stopped early", Numbers.count(count(Status.PRUNED)));
        tiles.put("diverged", Numbers.count(count(Status.DIVERGED)));
        tiles.put("failed", Numbers.count(count(Status.FAILED)));
        int epochs = candidates.stream().mapToInt(CandidateRecord::epochs).sum();
        int full = (int) candidates.stream().filter(c -> c.status().isScored()).count()
                * record.plan().settings().epochs();
        tiles.put("of the epochs trained", full == 0 ? "–" : Numbers.shortPercent((double) epochs / full));
        tiles.put(
                "training time of all candidates",
                Numbers.duration(candidates.stream()
                        .mapToDouble(CandidateRecord::seconds)
                        .sum()));
        content.add(ResultSection.tiles(tiles));
        return content;
    }

    private DomContent headline(CandidateRecord first) {
        List<SweepRecord.Test> tests =
                record.winner() == null ? List.of() : record.winner().tests();
        String score = Numbers.percent(first.score()) + " of "
                + (record.data() == null ? "the" : Numbers.count(record.data().validationImages()))
                + " validation images right";
        if (tests.isEmpty()) {
            return ResultSection.headline(
                    "validation accuracy",
                    Numbers.percent(first.score()),
                    "The best candidate's: " + score + ". It was chosen by this number, which is therefore a little too"
                            + " good; the test images were not looked at.");
        }
        MeanAndDeviation accuracy = MeanAndDeviation.of(tests, t -> 100 * t.accuracy());
        String spread = tests.size() < 2 ? "" : " ± " + Numbers.decimal(accuracy.deviation(), 2);
        return ResultSection.headline(
                tests.size() == 1 ? "test accuracy of the winner" : "mean test accuracy of the winner",
                Numbers.decimal(accuracy.mean(), 2) + spread + "\u00a0%",
                "The best candidate got " + score + ". It was trained again on all training images with "
                        + Numbers.count(tests.size(), "seed") + ", and only then tested, once each: "
                        + String.join(
                                ", ",
                                tests.stream()
                                        .map(t -> Numbers.percent(t.accuracy()))
                                        .toList())
                        + ".");
    }

    private long count(Status status) {
        return candidates.stream().filter(c -> c.status() == status).count();
    }

    private DomContent best() {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.number("candidate"));
        columns.add(Column.number("validation accuracy"));
        columns.add(Column.number("epochs"));
        record.dimensions()
                .forEach(d -> columns.add(
                        d.scale() == Dimension.Scale.CHOICES ? Column.words(d.name()) : Column.number(d.name())));
        columns.add(Column.number("parameters"));
        columns.add(Column.number("time"));
        if (spread()) {
            columns.add(Column.words("host"));
        }
        List<List<String>> rows = ranking.stream().limit(BEST).map(this::row).toList();
        return Tables.table(
                rows.size() == ranking.size() ? "Every scored candidate, best first" : "The ten best",
                columns,
                rows,
                List.of());
    }

    private List<String> row(CandidateRecord c) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(c.index()));
        cells.add(Numbers.percent(c.score()));
        cells.add(c.epochs() + (c.status() == Status.PRUNED ? " (stopped)" : ""));
        record.dimensions()
                .forEach(d -> cells.add(CandidateLine.value(c.hyperparameters().get(d.name()))));
        cells.add(Numbers.count(c.parameters()));
        cells.add(Numbers.duration(c.seconds()));
        if (spread()) {
            cells.add(c.host() == null ? "" : c.host());
        }
        return cells;
    }

    /** Whether a cluster trained candidates. */
    private boolean spread() {
        return candidates.stream().anyMatch(c -> c.host() != null);
    }

    private List<DomContent> map() {
        if (ranking.size() < 2) {
            return List.of();
        }
        return List.of(figure(
                div(rawHtml(Drawing.parallelCoordinates(record.dimensions(), ranking)))
                        .withClass("scroll")
                        .attr("tabindex", "0"),
                figcaption(
                        "One line per candidate, from its hyperparameters to its score. The three best are drawn bold;"
                                + " dashed ones were stopped early, with the score they had then. Point at a line to read"
                                + " it.")));
    }

    private List<DomContent> importance() {
        ImportanceAnalysis analysis = ImportanceAnalysis.of(record, candidates);
        List<Importance> all = analysis.parts();
        if (all.isEmpty()) {
            return List.of();
        }
        DoubleSummaryStatistics scores = all.stream()
                .flatMap(i -> i.marginal().stream())
                .mapToDouble(m -> m)
                .summaryStatistics();
        String diverged = analysis.diverged() == 0
                ? ""
                : " " + Numbers.count(analysis.diverged(), "candidate") + " that diverged "
                        + (analysis.diverged() == 1 ? "counts" : "count") + " as guessing.";
        return List.of(
                p("How much of the differences in score after epoch " + analysis.epoch()
                                + " each hyperparameter explains on its own (functional analysis of variance with"
                                + " random forests, smallest and largest share of five of them in brackets), and the"
                                + " mean score along it. The rest, " + Numbers.shortPercent(analysis.rest())
                                + ", is what hyperparameters do together, and noise. The brackets say nothing of other"
                                + " candidates: with " + Numbers.count(analysis.candidates(), "candidate")
                                + " this is a hint, not a measurement." + diverged)
                        .withClass("muted"),
                div(each(
                                IntStream.range(0, all.size()).boxed().toList(),
                                i -> figure(
                                        figcaption(strong(all.get(i).name()), text(" " + share(all.get(i)))),
                                        rawHtml(Drawing.marginal(
                                                record.dimensions().get(i),
                                                all.get(i),
                                                scores.getMin(),
                                                scores.getMax())))))
                        .withClass("marginals"));
    }

    private static String share(Importance importance) {
        return Numbers.shortPercent(importance.share()) + " (" + Numbers.shortPercent(importance.lowest()) + " to "
                + Numbers.shortPercent(importance.highest()) + ")";
    }

    private List<DomContent> failed() {
        List<List<String>> rows = candidates.stream()
                .filter(c -> !c.status().isScored())
                .map(c -> List.of(String.valueOf(c.index()), CandidateLine.hyperparameters(c), c.reason()))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(Tables.table(
                        "Candidates that could not be trained",
                        List.of(Column.number("candidate"), Column.words("hyperparameters"), Column.words("reason")),
                        rows,
                        List.of()));
    }

    private List<DomContent> plan() {
        SweepPlan plan = record.plan();
        Map<String, DomContent> facts = new LinkedHashMap<>();
        facts.put("Search", text(plan.search().name().toLowerCase(Locale.ROOT)));
        facts.put("Candidates", text("at most " + plan.candidates()));
        if (plan.minutes() != null) {
            facts.put("Time limit", text(plan.minutes() + " minutes"));
        }
        facts.put("Workers", text(String.valueOf(plan.workers())));
        facts.put(
                "Stopping early",
                text(
                        plan.pruning() == null
                                ? "no"
                                : "asynchronous successive halving: first comparison after epoch "
                                        + plan.pruning().firstRung() + ", one in "
                                        + plan.pruning().reduction() + " goes on"));
        record.dimensions().forEach(d -> facts.put(d.name(), text(range(d))));
        Map<String, DomContent> settings = new LinkedHashMap<>();
        Settings.toMap(plan.settings()).forEach((name, value) -> {
            if (record.dimensions().stream().noneMatch(d -> d.name().equals(name))) {
                settings.put(name, text(String.valueOf(value)));
            }
        });
        return List.of(
                Tables.facts(facts),
                details(summary("Settings that all candidates share"), div(Tables.facts(settings))));
    }

    private static String range(Dimension d) {
        return switch (d.scale()) {
            case CHOICES -> "one of " + String.join(", ", d.choices());
            case LINEAR, INTEGERS -> CandidateLine.value(d.lowest()) + " to " + CandidateLine.value(d.highest());
            case LOG ->
                CandidateLine.value(d.lowest()) + " to " + CandidateLine.value(d.highest())
                        + ", every factor equally likely";
        };
    }

    private List<DomContent> provenance() {
        Map<String, DomContent> facts = new LinkedHashMap<>();
        if (record.data() != null) {
            facts.put(
                    "Data",
                    text(record.data().title() + ": "
                            + Numbers.count(record.data().trainImages()) + " training images, "
                            + Numbers.count(record.data().validationImages()) + " to validate on"));
        }
        if (record.machine() != null) {
            facts.put(
                    "Machine",
                    text(record.machine().cpu() + ", " + record.machine().cores() + " cores"));
        }
        facts.put("Source", text(source()));
        record.versions().forEach((name, version) -> facts.put(name, text(version)));
        String command = record.command() == null ? "started by a program" : record.command();
        return List.of(pre(code(command)).withClass("command"), Tables.facts(facts));
    }

    /** Recorded only where the sweep's program was told which folder its code lies in. */
    private String source() {
        if (record.source() == null || record.source().commit() == null) {
            return "unknown";
        }
        return record.source().commit() + (record.source().modified() ? ", with local changes" : "");
    }
}
