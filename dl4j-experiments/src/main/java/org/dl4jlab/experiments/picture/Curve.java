package org.dl4jlab.experiments.picture;

/**
 * One series of a {@link LineChart}.
 *
 * @param name in the legend
 * @param x rising
 * @param y as many as {@code x}; values that are not finite leave a gap
 * @param style how it is drawn
 * @param color index into {@link Theme#series}
 */
public record Curve(String name, double[] x, double[] y, Style style, int color) {

    public Curve {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " x values do not fit " + y.length + " y values");
        }
    }

    /** How a series is drawn. */
    public enum Style {
        /** Thin and pale: measured values behind their mean. */
        FAINT,
        LINE,
        /** A line with a mark at every point. */
        MARKED,
        DASHED,
        /** Marks only. */
        POINTS
    }
}
