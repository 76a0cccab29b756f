package org.dl4jlab.experiments.ask.content;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * What each of several steps adds to a quantity, one below the other, from where the last one ended.
 *
 * @param title of the quantity with its unit
 * @param steps from top to bottom, each with the quantity after it
 * @param digits after the decimal point
 */
public record WaterfallDiagram(LocalizedText title, List<Step> steps, int digits) implements Diagram {

    private static final double ROW = 40;
    private static final double SIDE = 10;

    /** Where every run diverged. */
    private static final String NOT_MEASURED = "–";

    /**
     * @param name of the step
     * @param level the quantity after it; not a number where it was not measured
     * @param deviation of the level over the seeds; 0 if it is not known
     */
    public record Step(LocalizedText name, double level, double deviation) {

        boolean isMeasured() {
            return Double.isFinite(level) && Double.isFinite(deviation);
        }
    }

    public WaterfallDiagram {
        steps = List.copyOf(steps);
    }

    @Override
    public String svg(Language language, Layout layout) {
        Svg svg = new Svg(layout.width());
        List<Step> measured = steps.stream().filter(Step::isMeasured).toList();
        double low = measured.stream()
                .mapToDouble(s -> s.level() - s.deviation())
                .min()
                .orElse(0);
        double high = measured.stream()
                .mapToDouble(s -> s.level() + s.deviation())
                .max()
                .orElse(1);
        Axis axis = Axis.around(low, high, SIDE, layout.width() - SIDE);
        double bottom = ROW * steps.size() + 6;
        List<Double> marks = axis.marks(layout == Layout.WIDE ? 8 : 4);
        for (double mark : marks) {
            svg.line("grid", axis.place(mark), 4, axis.place(mark), bottom);
        }
        double last = Double.NaN;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.isMeasured()) {
                svg.text("strong", SIDE, i * ROW + 16, step.name().in(language));
                svg.text("tick end", layout.width() - SIDE, i * ROW + 16, NOT_MEASURED);
                continue;
            }
            boolean first = Double.isNaN(last);
            double before = first ? axis.low() : last;
            last = step.level();
            double change = step.level() - before;
            String kind = first ? "bar start" : change >= 0 ? "bar up" : "bar down";
            double left = axis.place(Math.min(before, step.level()));
            double right = axis.place(Math.max(before, step.level()));
            double y = i * ROW;
            svg.rectangle(kind, left, y + 22, Math.max(1.5, right - left), 12);
            if (step.deviation() > 0) {
                svg.line(
                        "mean",
                        axis.place(step.level() - step.deviation()),
                        y + 28,
                        axis.place(step.level() + step.deviation()),
                        y + 28);
            }
            String value = first
                    ? String.format(Locale.ROOT, "%." + digits + "f", step.level())
                    : String.format(Locale.ROOT, "%+." + digits + "f → %." + digits + "f", change, step.level());
            svg.text("strong", SIDE, y + 16, step.name().in(language));
            svg.text("tick end", layout.width() - SIDE, y + 16, value);
        }
        double step = marks.size() > 1 ? marks.get(1) - marks.get(0) : 1;
        for (double mark : marks) {
            svg.text("tick middle", axis.place(mark), bottom + 16, Axis.label(mark, step));
        }
        svg.text("tick middle", layout.width() / 2.0, bottom + 36, title.in(language));
        return svg.element(bottom + 44, description().in(language));
    }

    @Override
    public LocalizedText description() {
        return new LocalizedText(words(Language.EN), words(Language.ZH));
    }

    private String words(Language language) {
        return title.in(language) + ": "
                + steps.stream()
                        .map(s -> s.name().in(language) + " "
                                + (s.isMeasured()
                                        ? String.format(Locale.ROOT, "%." + digits + "f", s.level())
                                        : NOT_MEASURED))
                        .collect(Collectors.joining("; "));
    }
}
