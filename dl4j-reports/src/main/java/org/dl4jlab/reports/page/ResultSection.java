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
import org.dl4jlab.training.internal.evaluation.Interval;
import org.dl4jlab.training.internal.run.RunRecord;

/** The answer first: accuracy, whether it was expected, and what it cost. */
public final class ResultSection {

    private ResultSection() {}

    static List<DomContent> of(RunRecord record) {
        List<DomContent> content = new ArrayList<>();
        RunRecord.Result result = record.result();
        if (result != null) {
            content.add(headline("test accuracy", Numbers.percent(result.accuracy()), explain(result)));
            if (record.expected() != null) {
                content.add(verdict(result.accuracy(), record.expected(), "This run"));
                content.add(AccuracyGauge.of(result.accuracy(), record.expected()));
            }
        }
        Map<String, String> tiles = tiles(record);
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

    private static String explain(RunRecord.Result result) {
        Interval interval = Interval.ofAccuracy(result.accuracy(), Math.max(1, result.images()));
        return Numbers.count(result.correct()) + " of " + Numbers.count(result.images(), "test image")
                + " right. With 95 % confidence, this network's accuracy on all such images lies between "
                + Numbers.percent(interval.low()) + " and " + Numbers.percent(interval.high()) + ".";
    }

    private static Map<String, String> tiles(RunRecord record) {
        Map<String, String> tiles = new LinkedHashMap<>();
        if (record.result() != null) {
            tiles.put(
                    "average test loss (nats)", Numbers.decimal(record.result().averageLoss(), 4));
        }
        if (record.network() != null) {
            tiles.put("parameters", Numbers.count(record.network().parameters()));
        }
        if (record.timings() != null) {
            tiles.put("training time", Numbers.duration(record.timings().trainSeconds()));
            tiles.put(
                    "training images per second", Numbers.rate(record.timings().trainImagesPerSecond()));
            tiles.put("time in all", Numbers.duration(record.timings().totalSeconds()));
        }
        return tiles;
    }
}
