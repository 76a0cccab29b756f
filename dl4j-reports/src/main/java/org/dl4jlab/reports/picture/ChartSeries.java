package org.dl4jlab.reports.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One series of a {@link LineChart}.
 *
 * @param name in the legend; empty for a curve that the legend leaves out
 * @param x rising
 * @param y as many as {@code x}; values that are not finite leave a gap
 * @param style how it is drawn
 * @param color index into {@link Theme#series}
 */
public record ChartSeries(String name, double[] x, double[] y, Style style, int color) {

    public ChartSeries {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x values do not fit " + y.length + " y values");
        }
    }

    /** The colour to draw in. */
    Color color(Theme theme) {
        Color full = theme.series(color);
        return switch (style) {
            case FAINT -> Colors.mix(theme.background(), full, 0.32);
            case THIN -> Colors.mix(theme.background(), full, 0.6);
            case LINE, MARKED, DASHED, POINTS -> full;
        };
    }

    /** How a series is drawn. */
    public enum Style {
        /** Thin and pale: measured values behind their mean. */
        FAINT,
        /** Thin: single runs behind their mean. */
        THIN,
        LINE,
        /** A line with a mark at every point. */
        MARKED,
        DASHED,
        /** Marks only. */
        POINTS;

        BasicStroke stroke() {
            return switch (this) {
                case FAINT, THIN -> new BasicStroke(1, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
                case LINE, MARKED, POINTS -> new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
                case DASHED ->
                    new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {7, 5}, 0);
            };
        }

        Marker marker() {
            return switch (this) {
                case FAINT, THIN, LINE, DASHED -> SeriesMarkers.NONE;
                case MARKED -> SeriesMarkers.CIRCLE;
                case POINTS -> SeriesMarkers.DIAMOND;
            };
        }
    }
}
