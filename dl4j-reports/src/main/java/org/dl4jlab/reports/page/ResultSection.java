package org.dl4jlab.reports.page;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.text;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jlab.training.Result;
import org.dl4jlab.training.internal.evaluation.Interval;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunRecord;

/** The answer first: accuracy, whether it was expected, and what it cost. */
public final class ResultSection {

    private ResultSection() {}

    static List<DomContent> of(RecordedRun run) {
        List<DomContent> content = new ArrayList<>();
        run.result().ifPresent(result -> {
            content.add(headline("test accuracy", Numbers.percent(result.accuracy()), explain(result)));
            run.expected().ifPresent(expected -> {
                content.add(verdict(result.accuracy(), expected, "This run"));
                content.add(AccuracyGauge.of(result.accuracy(), expected));
            });
        });
        Map<String, String> tiles = tiles(run);
        if (!tiles.isEmpty()) {
            content.add(tiles(tiles));
        }
        return content;
    }

    public static DomContent headline(String what, String value, String explanation) {
        return div(
                p(span(value).withClass("value"), span(" " + what).withClass("what"))
                        .withClass("headline"),
                p(explanation).withClass("muted"));
    }

    static DomContent verdict(double accuracy, RunRecord.Expected expected, String subject) {
        String band = Numbers.shortPercent(expected.lowest()) + " to " + Numbers.shortPercent(expected.highest());
        boolean met = expected.contains(accuracy);
        String how = met ? "inside" : accuracy < expected.lowest() ? "below" : "above";
        return p(strong((met ? "✓ " : "✗ ") + subject + " is " + how + " the expected band"), span(" of " + band + "."))
                .withClass(met ? "verdict met" : "verdict missed");
    }

    public static DomContent tiles(Map<String, String> tiles) {
        return div(each(
                        tiles,
                        (name, value) -> div(
                                        span(value).withClass("value"),
                                        text(" "),
                                        span(name).withClass("name"))
                                .withClass("tile")))
                .withClass("tiles");
    }

    private static String explain(Result result) {
        Interval interval = Interval.ofAccuracy(result.accuracy(), Math.max(1, result.images()));
        return Numbers.count(result.correct()) + " of " + Numbers.count(result.images(), "test image")
                + " right. With 95 % confidence, this network's accuracy on all such images lies between "
                + Numbers.percent(interval.low()) + " and " + Numbers.percent(interval.high()) + ".";
    }

    private static Map<String, String> tiles(RecordedRun run) {
        Map<String, String> tiles = new LinkedHashMap<>();
        run.result()
                .ifPresent(result -> tiles.put("average test loss (nats)", Numbers.decimal(result.averageLoss(), 4)));
        run.network().ifPresent(network -> tiles.put("parameters", Numbers.count(network.parameters())));
        run.timings().ifPresent(timings -> {
            tiles.put("training time", Numbers.duration(timings.trainSeconds()));
            tiles.put("training images per second", Numbers.rate(timings.trainImagesPerSecond()));
            tiles.put("time in all", Numbers.duration(timings.totalSeconds()));
        });
        return tiles;
    }
}
