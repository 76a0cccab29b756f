package org.dl4jlab.experiments.ask.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Curves over one pair of axes.
 *
 * @param curves at most six, so that each has a colour of its own
 * @param xTitle quantity along the x axis
 * @param yTitle quantity along the y axis
 * @param logX whether equal factors are equal distances along x; all x are positive then, and each is marked
 * @param logY whether equal factors are equal distances along y; all y are positive then
 */
public record CurveDiagram(List<Curve> curves, LocalizedText xTitle, LocalizedText yTitle, boolean logX, boolean logY)
        implements Diagram {

    private static final double LEFT = 52;
    private static final double RIGHT = 10;

    /**
     * @param name in the legend
     * @param x rising
     * @param y as many as {@code x}; a value that is not finite leaves a gap
     * @param deviation half length of the whisker at each point; all 0 for none
     */
    public record Curve(LocalizedText name, double[] x, double[] y, double[] deviation) {

        public Curve {
            if (x.length != y.length || x.length != deviation.length) {
                throw new IllegalArgumentException("a curve needs as many x as y and deviations");
            }
        }

        /** Without whiskers. */
        public static Curve of(LocalizedText name, double[] x, double[] y) {
            return new Curve(name, x, y, new double[x.length]);
        }
    }

    public CurveDiagram {
        curves = List.copyOf(curves);
    }

    @Override
    public String svg(Language language, Layout layout) {
        Svg svg = new Svg(layout.width());
        double top = legend(svg, language, layout) + 22;
        double bottom = top + (layout == Layout.WIDE ? 260 : 220);
        double[] xs = all(Curve::x);
        double[] ys = all(CurveDiagram::ends);
        if (xs.length == 0 || ys.length == 0) {
            return svg.element(top, description().in(language));
        }
        Axis x = axis(xs, LEFT + 8, layout.width() - RIGHT - 8, logX);
        Axis y = axis(ys, bottom - 6, top + 6, logY);
        svg.text("tick", 4, top - 8, yTitle.in(language));
        yMarks(svg, y, layout);
        svg.line("axis", LEFT, bottom, layout.width() - RIGHT, bottom);
        xMarks(svg, x, xs, bottom, layout);
        svg.text("tick middle", (LEFT + layout.width() - RIGHT) / 2, bottom + 38, xTitle.in(language));
        for (int i = 0; i < curves.size(); i++) {
            draw(svg, curves.get(i), x, y, "s" + i % Svg.COLORS);
        }
        return svg.element(bottom + 46, description().in(language));
    }

    private double legend(Svg svg, Language language, Layout layout) {
        double x = 4;
        double y = 16;
        for (int i = 0; i < curves.size(); i++) {
            String name = curves.get(i).name().in(language);
            double wide = Svg.textWidth(name) + 34;
            if (x > 4 && x + wide > layout.width()) {
                x = 4;
                y += 20;
            }
            svg.line("curve s" + i % Svg.COLORS, x, y - 4, x + 16, y - 4);
            svg.text("tick", x + 21, y, name);
            x += wide;
        }
        return y;
    }

    private void yMarks(Svg svg, Axis y, Layout layout) {
        List<Double> marks = logY ? powers(y) : y.marks(5);
        double step = marks.size() > 1 && !logY ? marks.get(1) - marks.get(0) : 1;
        for (double mark : marks) {
            svg.line("grid", LEFT, y.place(mark), layout.width() - RIGHT, y.place(mark));
            svg.text("tick end", LEFT - 6, y.place(mark) + 4, logY ? power(mark) : Axis.label(mark, step));
        }
    }

    private void xMarks(Svg svg, Axis axis, double[] xs, double bottom, Layout layout) {
        double[] marks = logX
                ? Arrays.stream(xs).distinct().sorted().toArray()
                : axis.marks(layout == Layout.WIDE ? 9 : 5).stream()
                        .mapToDouble(m -> m)
                        .toArray();
        if (!logX && Arrays.stream(xs).allMatch(x -> x == Math.rint(x))) {
            // Pixels, layers and epochs have no halves.
            marks = Arrays.stream(marks).filter(x -> x == Math.rint(x)).toArray();
        }
        double step = marks.length > 1 ? marks[1] - marks[0] : 1;
        double free = Double.NEGATIVE_INFINITY;
        for (double mark : marks) {
            String label = logX ? Axis.label(mark, mark < 1 ? mark : 1) : Axis.label(mark, step);
            double half = Svg.textWidth(label) / 2;
            if (axis.place(mark) - half > free) {
                svg.text("tick middle", axis.place(mark), bottom + 18, label);
                free = axis.place(mark) + half + 4;
            }
        }
    }

    private static void draw(Svg svg, Curve curve, Axis x, Axis y, String color) {
        List<double[]> line = new ArrayList<>();
        for (int i = 0; i < curve.x().length; i++) {
            if (!Double.isFinite(curve.y()[i])) {
                svg.polyline("curve " + color, line);
                line.clear();
                continue;
            }
            double px = x.place(curve.x()[i]);
            double py = y.place(curve.y()[i]);
            line.add(new double[] {px, py});
            if (curve.deviation()[i] > 0) {
                svg.line(
                        "whisker " + color,
                        px,
                        y.place(curve.y()[i] - curve.deviation()[i]),
                        px,
                        y.place(curve.y()[i] + curve.deviation()[i]));
            }
            svg.circle("dot " + color, px, py, 3.5);
        }
        svg.polyline("curve " + color, line);
    }

    private static Axis axis(double[] values, double start, double end, boolean logarithmic) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        if (logarithmic) {
            return new Axis(low, high > low ? high : low * 2, start, end, true);
        }
        return Axis.around(low, high, start, end);
    }

    private static double[] ends(Curve curve) {
        double[] ends = new double[2 * curve.y().length];
        for (int i = 0; i < curve.y().length; i++) {
            ends[2 * i] = curve.y()[i] - curve.deviation()[i];
            ends[2 * i + 1] = curve.y()[i] + curve.deviation()[i];
        }
        return ends;
    }

    private double[] all(Function<Curve, double[]> values) {
        return curves.stream()
                .flatMapToDouble(c -> Arrays.stream(values.apply(c)))
                .filter(Double::isFinite)
                .toArray();
    }

    private static List<Double> powers(Axis y) {
        List<Double> marks = new ArrayList<>();
        int from = (int) Math.ceil(Math.log10(y.low()) - 1e-9);
        int to = (int) Math.floor(Math.log10(y.high()) + 1e-9);
        if (to - from < 2) {
            return between(y, from - 1, to);
        }
        int step = Math.max(1, (to - from) / 6);
        for (int k = from; k <= to; k += step) {
            marks.add(Math.pow(10, k));
        }
        return marks;
    }

    /** A short logarithmic axis holds too few powers of ten to read a value from. */
    private static List<Double> between(Axis y, int from, int to) {
        List<Double> marks = new ArrayList<>();
        for (int k = from; k <= to; k++) {
            for (int digit : new int[] {1, 2, 5}) {
                double mark = digit * Math.pow(10, k);
                if (mark >= y.low() * (1 - 1e-9) && mark <= y.high() * (1 + 1e-9)) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private static String power(double mark) {
        int exponent = (int) Math.floor(Math.log10(mark) + 1e-9);
        long digit = Math.round(mark / Math.pow(10, exponent));
        return exponent >= -3 && exponent <= 4
                ? Axis.label(mark, Math.min(1, Math.pow(10, exponent)))
                : digit + "e" + exponent;
    }

    @Override
    public LocalizedText description() {
        return new LocalizedText(words(Language.EN), words(Language.ZH));
    }

    private String words(Language language) {
        return yTitle.in(language) + " / " + xTitle.in(language) + ": "
                + curves.stream().map(c -> c.name().in(language)).collect(Collectors.joining("; "));
    }
}
