package org.dl4jlab.reports.picture;

import java.awt.Color;

/** Mixing and contrast of sRGB colours. */
final class Colors {

    /** Least contrast of normal text by WCAG 2.2, level AA. */
    private static final double READABLE = 4.5;

    private Colors() {}

    /** From {@code a} (share 0) to {@code b} (share 1), linear in sRGB. */
    static Color mix(Color a, Color b, double share) {
        double s = Math.max(0, Math.min(1, share));
        return new Color(
                mix(a.getRed(), b.getRed(), s), mix(a.getGreen(), b.getGreen(), s), mix(a.getBlue(), b.getBlue(), s));
    }

    private static int mix(int a, int b, double share) {
        return (int) Math.round(a + (b - a) * share);
    }

    /** Contrast ratio from 1 to 21, as defined by WCAG 2.2. */
    static double contrast(Color a, Color b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    /** White if it can be read well on the given colour, else whichever of black and white can be read better. */
    static Color textOn(Color background) {
        double white = contrast(background, Color.WHITE);
        return white >= READABLE || white >= contrast(background, Color.BLACK) ? Color.WHITE : Color.BLACK;
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(int channel) {
        double v = channel / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
