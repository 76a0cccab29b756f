package org.dl4jlab.sweeps.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;
import org.dl4jlab.reports.page.Numbers;
import org.dl4jlab.sweeps.CandidateLine;
import org.dl4jlab.sweeps.analysis.Importance;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.CandidateRecord.Status;
import org.dl4jlab.sweeps.space.Dimension;

/** The drawings of a sweep as SVG, coloured by the page's style sheet. */
final class Drawing {

    private static final int WIDTH = 860;
    private static final int HIGHLIGHTED = 3;

    private Drawing() {}

    /**
     * Parallel coordinates: one axis a hyperparameter and a last one for the score, one line per candidate.
     *
     * @param ranking best first
     */
    static String parallelCoordinates(List<Dimension> dimensions, List<CandidateRecord> ranking) {
        int height = 340;
        double top = 46;
        double bottom = height - 34;
        double lowest =
                ranking.stream().mapToDouble(CandidateRecord::score).min().orElse(0);
        double highest =
                ranking.stream().mapToDouble(CandidateRecord::score).max().orElse(1);
        double span = highest > lowest ? highest - lowest : 1;
        int axes = dimensions.size() + 1;
        StringBuilder svg = open("parallel", WIDTH, height, "Parallel coordinates of all scored candidates");
        for (int i = ranking.size() - 1; i >= 0; i--) {
            CandidateRecord c = ranking.get(i);
            List<String> points = new ArrayList<>();
            for (int a = 0; a < axes; a++) {
                double place = a < dimensions.size()
                        ? dimensions
                                .get(a)
                                .position(c.hyperparameters()
                                        .get(dimensions.get(a).name()))
                        : (c.score() - lowest) / span;
                points.add(f(x(a, axes)) + "," + f(bottom - place * (bottom - top)));
            }
            String kind = i < HIGHLIGHTED ? "line best" : c.status() == Status.PRUNED ? "line pruned" : "line";
            svg.append("<polyline class=\"").append(kind).append("\" points=\"").append(String.join(" ", points));
            svg.append("\"><title>")
                    .append(text("Candidate " + c.index() + ": " + Numbers.percent(c.score()) + ", "
                            + CandidateLine.hyperparameters(c)))
                    .append("</title></polyline>");
        }
        for (int a = 0; a < axes; a++) {
            boolean score = a == dimensions.size();
            String name = score ? "score" : dimensions.get(a).name();
            String high = score ? Numbers.percent(highest) : end(dimensions.get(a), true);
            String low = score ? Numbers.percent(lowest) : end(dimensions.get(a), false);
            double x = x(a, axes);
            svg.append("<line class=\"axis\" x1=\"")
                    .append(f(x))
                    .append("\" x2=\"")
                    .append(f(x));
            svg.append("\" y1=\"")
                    .append(f(top))
                    .append("\" y2=\"")
                    .append(f(bottom))
                    .append("\"/>");
            label(svg, "name", x, 16, name);
            label(svg, "end", x, top - 10, high);
            label(svg, "end", x, bottom + 20, low);
            if (!score && dimensions.get(a).scale() == Dimension.Scale.CHOICES) {
                List<String> choices = dimensions.get(a).choices();
                for (int k = 1; k < choices.size() - 1; k++) {
                    double y = bottom - (double) k / (choices.size() - 1) * (bottom - top);
                    svg.append("<text class=\"end\" x=\"")
                            .append(f(x + 7))
                            .append("\" y=\"")
                            .append(f(y + 4));
                    svg.append("\">").append(text(choices.get(k))).append("</text>");
                }
            }
        }
        return svg.append("</svg>").toString();
    }

    /** Mean score along one hyperparameter's axis, with its ends named. */
    static String marginal(Dimension dimension, Importance importance, double lowest, double highest) {
        int width = 260;
        int height = 120;
        double left = 8;
        double right = width - 8;
        double top = 10;
        double bottom = height - 26;
        double span = highest > lowest ? highest - lowest : 1;
        int places = importance.marginal().size();
        StringBuilder svg = open("marginal", width, height, "Mean score along " + dimension.name());
        svg.append("<line class=\"axis\" x1=\"")
                .append(f(left))
                .append("\" x2=\"")
                .append(f(right));
        svg.append("\" y1=\"")
                .append(f(bottom))
                .append("\" y2=\"")
                .append(f(bottom))
                .append("\"/>");
        List<String> points = new ArrayList<>();
        for (int k = 0; k < places; k++) {
            double x = places == 1 ? (left + right) / 2 : left + (right - left) * k / (places - 1);
            double y = bottom - (importance.marginal().get(k) - lowest) / span * (bottom - top);
            points.add(f(x) + "," + f(y));
            if (dimension.scale() == Dimension.Scale.CHOICES) {
                svg.append("<circle class=\"dot\" cx=\"")
                        .append(f(x))
                        .append("\" cy=\"")
                        .append(f(y));
                svg.append("\" r=\"4\"/>");
            }
        }
        svg.append("<polyline class=\"line best\" points=\"")
                .append(String.join(" ", points))
                .append("\"/>");
        svg.append("<text class=\"end start\" x=\"")
                .append(f(left))
                .append("\" y=\"")
                .append(height - 8);
        svg.append("\">").append(text(end(dimension, false))).append("</text>");
        svg.append("<text class=\"end last\" x=\"")
                .append(f(right))
                .append("\" y=\"")
                .append(height - 8);
        svg.append("\">").append(text(end(dimension, true))).append("</text>");
        return svg.append("</svg>").toString();
    }

    private static StringBuilder open(String kind, int width, int height, String title) {
        return new StringBuilder("<svg class=\"sweep ")
                .append(kind)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(text(title))
                .append("\">");
    }

    private static void label(StringBuilder svg, String kind, double x, double y, String label) {
        svg.append("<text class=\"")
                .append(kind)
                .append(" middle\" x=\"")
                .append(f(x))
                .append("\" y=\"")
                .append(f(y));
        svg.append("\">").append(text(label)).append("</text>");
    }

    private static String end(Dimension d, boolean high) {
        if (d.scale() == Dimension.Scale.CHOICES) {
            return d.choices().get(high ? d.choices().size() - 1 : 0);
        }
        return CandidateLine.value(high ? d.highest() : d.lowest());
    }

    private static double x(int axis, int axes) {
        double margin = 60;
        return axes == 1 ? margin : margin + (WIDTH - 2 * margin) * axis / (axes - 1);
    }

    private static String text(String value) {
        return StringEscapeUtils.escapeXml11(value);
    }

    private static String f(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
