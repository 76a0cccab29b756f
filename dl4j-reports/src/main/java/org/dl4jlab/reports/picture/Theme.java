package org.dl4jlab.reports.picture;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a picture. The series colours follow Okabe and Ito, "Color Universal Design" (2008): they stay apart
 * for readers with any common colour blindness; those of the dark theme are lightened to keep their contrast.
 */
public enum Theme {
    LIGHT(
            new Color(0xFFFFFF),
            new Color(0x1B2026),
            new Color(0x5A6470),
            new Color(0xE3E7EC),
            List.of(
                    new Color(0x0072B2),
                    new Color(0xD55E00),
                    new Color(0x007A5A),
                    new Color(0xA8518A),
                    new Color(0x9A6A00),
                    new Color(0x2B8CC4))),
    DARK(
            new Color(0x171B21),
            new Color(0xE8ECF1),
            new Color(0x9DA8B5),
            new Color(0x2C333C),
            List.of(
                    new Color(0x56B4E9),
                    new Color(0xF0883E),
                    new Color(0x2FBF93),
                    new Color(0xDB8FBF),
                    new Color(0xE6B422),
                    new Color(0x9AD0F5)));

    private final Color background;
    private final Color text;
    private final Color mutedText;
    private final Color line;
    private final List<Color> series;

    Theme(Color background, Color text, Color mutedText, Color line, List<Color> series) {
        this.background = background;
        this.text = text;
        this.mutedText = mutedText;
        this.line = line;
        this.series = series;
    }

    public Color background() {
        return background;
    }

    public Color text() {
        return text;
    }

    /** For captions and axes; at least 4.5 : 1 against the background. */
    public Color mutedText() {
        return mutedText;
    }

    /** For grid lines and frames. */
    public Color line() {
        return line;
    }

    /** The colour of series {@code i}; the colours repeat after the last one. */
    public Color series(int i) {
        return series.get(Math.floorMod(i, series.size()));
    }

    /** What is right: blue in every picture. */
    Color right() {
        return series(0);
    }

    /** The same as a large surface that carries text. */
    Color deepRight() {
        return this == LIGHT ? new Color(0x00568F) : new Color(0x1D6CA5);
    }

    /** What is wrong: orange in every picture. */
    Color wrong() {
        return series(1);
    }
}
