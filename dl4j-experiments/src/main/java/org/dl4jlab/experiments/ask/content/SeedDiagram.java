package org.dl4jlab.experiments.ask.content;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.dl4jlab.experiments.ask.measure.Sample;
import org.dl4jlab.experiments.ask.plan.Metric;
import org.dl4jlab.reports.compare.MeanAndDeviation;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * A row for each sample: a dot for each seed, a stroke for the mean, a bar for the 95 % interval of the mean.
 *
 * @param samples in one metric, from top to bottom
 */
public record SeedDiagram(List<Sample> samples) implements Diagram {

    private static final double ROW = 52;
    private static final double CONFIDENCE = 0.95;
    private static final double SIDE = 10;

    public SeedDiagram {
        samples = List.copyOf(samples);
    }

    /** How to read it. */
    public static LocalizedText legend() {
        return new LocalizedText(
                "A dot is a seed, the stroke their mean, the bar the 95 % interval of the mean.",
                "每个点是一个种子，竖线是均值，横条是均值的 95% 置信区间。");
    }

    @Override
    public String svg(Language language, Layout layout) {
        Svg svg = new Svg(layout.width());
        double[] all = samples.stream()
                .flatMapToDouble(s -> DoubleStream.concat(Arrays.stream(s.values()), interval(s)))
                .map(v -> v * metric().unit())
                .toArray();
        if (all.length == 0) {
            return svg.element(10, description().in(language));
        }
        Axis axis = Axis.around(
                Arrays.stream(all).min().orElseThrow(),
                Arrays.stream(all).max().orElseThrow(),
                SIDE,
                layout.width() - SIDE);
        double bottom = ROW * samples.size() + 4;
        List<Double> marks = axis.marks(layout == Layout.WIDE ? 8 : 4);
        for (double mark : marks) {
            svg.line("grid", axis.place(mark), 20, axis.place(mark), bottom);
        }
        for (int i = 0; i < samples.size(); i++) {
            row(svg, samples.get(i), axis, i * ROW, i % Svg.COLORS, language, layout);
        }
        double step = marks.size() > 1 ? marks.get(1) - marks.get(0) : 1;
        for (double mark : marks) {
            svg.text("tick middle", axis.place(mark), bottom + 16, Axis.label(mark, step));
        }
        String unit =
                metric().suffix().isBlank() ? "" : " (" + metric().suffix().strip() + ")";
        svg.text(
                "tick middle",
                layout.width() / 2.0,
                bottom + 36,
                metric().name().in(language) + unit);
        return svg.element(bottom + 44, description().in(language));
    }

    private void row(Svg svg, Sample sample, Axis axis, double top, int color, Language language, Layout layout) {
        String value = sample.text().in(language);
        svg.text(
                "strong",
                SIDE,
                top + 14,
                fitted(sample.title().in(language), layout.width() - 2 * SIDE - Svg.textWidth(value) - 12));
        svg.text("tick end", layout.width() - SIDE, top + 14, value);
        double y = top + 32;
        svg.line("axis", SIDE, y, layout.width() - SIDE, y);
        MeanAndDeviation measured = sample.measured();
        double unit = sample.metric().unit();
        double[] interval = interval(sample).map(v -> axis.place(unit * v)).toArray();
        if (interval.length > 0) {
            svg.rectangle("bar s" + color, interval[0], y - 5, interval[1] - interval[0], 10);
        }
        for (double seed : sample.values()) {
            svg.circle("dot s" + color, axis.place(unit * seed), y, 4.5);
        }
        if (measured.count() > 0) {
            double mean = axis.place(unit * measured.mean());
            svg.line("mean", mean, y - 10, mean, y + 10);
        }
    }

    /** Both ends of the mean's interval; nothing for fewer than two seeds. */
    private static DoubleStream interval(Sample sample) {
        MeanAndDeviation measured = sample.measured();
        if (measured.count() < 2) {
            return DoubleStream.empty();
        }
        double half = new TDistribution(null, measured.count() - 1.0).inverseCumulativeProbability(0.5 + CONFIDENCE / 2)
                * measured.deviation()
                / Math.sqrt(measured.count());
        return DoubleStream.of(measured.mean() - half, measured.mean() + half);
    }

    private static String fitted(String text, double width) {
        String cut = text;
        while (cut.length() > 4 && Svg.textWidth(cut) > width) {
            cut = cut.substring(0, cut.length() - 2).stripTrailing() + "…";
        }
        return cut;
    }

    private Metric metric() {
        return samples.get(0).metric();
    }

    @Override
    public LocalizedText description() {
        return new LocalizedText(words(Language.EN), words(Language.ZH));
    }

    private String words(Language language) {
        return metric().name().in(language) + ": "
                + samples.stream()
                        .map(s -> s.title().in(language) + " " + s.text().in(language))
                        .collect(Collectors.joining("; "));
    }
}
