package org.dl4jlab.experiments.ask.content;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.text.StringEscapeUtils;

/** An {@code <svg>} element while it is drawn. Colours are classes of the page's style sheet. */
final class Svg {

    /** The style sheet has so many colours for series. */
    static final int COLORS = 6;

    private final StringBuilder marks = new StringBuilder();
    private final double width;

    Svg(double width) {
        this.width = width;
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        marks.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    void circle(String kind, double x, double y, double radius) {
        marks.append(String.format(
                Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", kind, x, y, radius));
    }

    void rectangle(String kind, double x, double y, double wide, double high) {
        marks.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\"/>",
                kind,
                x,
                y,
                Math.max(0, wide),
                Math.max(0, high)));
    }

    /**
     * A square picture whose pixels stay squares however large it is drawn.
     *
     * @param png its bytes
     */
    void pixels(double x, double y, double side, byte[] png) {
        marks.append(String.format(
                Locale.ROOT,
                "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" preserveAspectRatio=\"none\""
                        + " style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>",
                x,
                y,
                side,
                side,
                Base64.getEncoder().encodeToString(png)));
    }

    /** @param points pairs of x and y */
    void polyline(String kind, List<double[]> points) {
        marks.append("<polyline class=\"").append(kind).append("\" points=\"");
        marks.append(points.stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", p[0], p[1]))
                .collect(Collectors.joining(" ")));
        marks.append("\"/>");
    }

    /** @param kind of the style sheet, with {@code middle} or {@code end} for its anchor */
    void text(String kind, double x, double y, String text) {
        marks.append(String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", kind, x, y))
                .append(StringEscapeUtils.escapeXml11(text))
                .append("</text>");
    }

    String element(double height, String description) {
        return String.format(
                        Locale.ROOT,
                        "<svg class=\"diagram\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
                        width,
                        height)
                + StringEscapeUtils.escapeXml11(description) + "\">" + marks + "</svg>";
    }

    /** Estimated width of a text of 13 pixels: a Chinese character is about twice as wide as a letter. */
    static double textWidth(String text) {
        return text.chars().mapToDouble(c -> c > 0x2E80 ? 13 : 7).sum();
    }
}
