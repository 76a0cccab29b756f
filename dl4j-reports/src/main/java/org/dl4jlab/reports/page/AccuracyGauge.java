package org.dl4jlab.reports.page;

import static j2html.TagCreator.each;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.training.internal.run.RunRecord;

/** A small drawing of an accuracy, and of the single ones it is the mean of, beside the band in which it was expected. */
final class AccuracyGauge {

    private static final double WIDTH = 420;
    private static final double HEIGHT = 52;
    private static final double TRACK_TOP = 14;
    private static final double TRACK_HEIGHT = 12;

    private AccuracyGauge() {}

    static DomContent of(double accuracy, RunRecord.Expected expected) {
        return of(accuracy, List.of(), expected);
    }

    /** @param singles drawn as dots; may be empty */
    static DomContent of(double accuracy, List<Double> singles, RunRecord.Expected expected) {
        double lowest = singles.stream().mapToDouble(Double::doubleValue).min().orElse(accuracy);
        double highest = singles.stream().mapToDouble(Double::doubleValue).max().orElse(accuracy);
        double low = Math.min(expected.lowest(), lowest);
        double high = Math.max(expected.highest(), highest);
        double air = Math.max(0.005, 0.25 * (high - low));
        double from = Math.max(0, low - air);
        double to = Math.min(1, high + air);
        double bandLeft = x(expected.lowest(), from, to);
        double bandRight = x(expected.highest(), from, to);
        double marker = x(accuracy, from, to);
        return tag("svg")
                .attr("class", "gauge")
                .attr("viewBox", "0 0 " + number(WIDTH) + " " + number(HEIGHT))
                .attr("role", "img")
                .attr(
                        "aria-label",
                        "Accuracy " + Numbers.percent(accuracy) + " on a scale with the expected band from "
                                + Numbers.shortPercent(expected.lowest()) + " to "
                                + Numbers.shortPercent(expected.highest()) + ".")
                .with(
                        rectangle("track", 0, WIDTH),
                        rectangle("band", bandLeft, bandRight - bandLeft),
                        each(singles, single -> dot(x(single, from, to))),
                        label(expected.lowest(), bandLeft, bandRight - bandLeft < 90 ? "end" : "middle"),
                        label(expected.highest(), bandRight, bandRight - bandLeft < 90 ? "start" : "middle"),
                        tag("path")
                                .attr("class", "marker")
                                .attr(
                                        "d",
                                        "M" + number(marker) + " " + number(TRACK_TOP + TRACK_HEIGHT + 4) + "V"
                                                + number(TRACK_TOP - 4) + "l-6 -8h12l-6 8"));
    }

    private static ContainerTag<?> rectangle(String cssClass, double x, double width) {
        return tag("rect")
                .attr("class", cssClass)
                .attr("x", number(x))
                .attr("y", number(TRACK_TOP))
                .attr("width", number(width))
                .attr("height", number(TRACK_HEIGHT))
                .attr("rx", "3");
    }

    private static ContainerTag<?> dot(double x) {
        return tag("circle")
                .attr("class", "single")
                .attr("cx", number(x))
                .attr("cy", number(TRACK_TOP + TRACK_HEIGHT / 2))
                .attr("r", "4");
    }

    private static ContainerTag<?> label(double share, double x, String anchor) {
        double inside = Math.max(18, Math.min(WIDTH - 18, x));
        return tag("text")
                .attr("x", number(inside))
                .attr("y", number(HEIGHT - 6))
                .attr("text-anchor", anchor)
                .withText(Numbers.shortPercent(share));
    }

    private static double x(double share, double from, double to) {
        return WIDTH * (share - from) / (to - from);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
