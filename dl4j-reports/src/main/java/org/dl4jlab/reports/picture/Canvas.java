package org.dl4jlab.reports.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/** A drawing surface measured in layout points, {@value #SCALE} pixels each; text is measured and fitted here. */
final class Canvas {

    /** Pixels a point. */
    static final int SCALE = 2;

    private static final String ELLIPSIS = "…";

    private final Graphics2D graphics;

    private Canvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /** Where a text stands relative to its anchor. */
    enum Align {
        LEFT(0),
        CENTER(0.5),
        RIGHT(1);

        private final double share;

        Align(double share) {
            this.share = share;
        }
    }

    /** Draws on a fresh surface of {@code width} x {@code height} points filled with the theme's background. */
    static BufferedImage paint(double width, double height, Theme theme, Consumer<Canvas> drawing) {
        BufferedImage image = new BufferedImage(pixels(width), pixels(height), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(SCALE, SCALE);
            graphics.setColor(theme.background());
            graphics.fill(new Rectangle2D.Double(0, 0, width + 1, height + 1));
            drawing.accept(new Canvas(graphics));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    /** Measures texts before the size of the surface is known. */
    static double textWidth(String text, Font font) {
        return font.getStringBounds(text, new java.awt.font.FontRenderContext(null, true, true))
                .getWidth();
    }

    Graphics2D graphics() {
        return graphics;
    }

    void fill(double x, double y, double width, double height, Color color) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Draws an image pixel by pixel at an anchor given in points, so that nothing is interpolated. */
    void image(BufferedImage image, double x, double y) {
        AffineTransform points = graphics.getTransform();
        graphics.setTransform(AffineTransform.getTranslateInstance(pixels(x), pixels(y)));
        graphics.drawImage(image, 0, 0, null);
        graphics.setTransform(points);
    }

    /** Draws a text with its baseline at {@code y}. */
    void text(String text, double x, double y, Align align, Font font, Color color) {
        graphics.setFont(font);
        graphics.setColor(color);
        graphics.drawString(text, (float) (x - align.share * textWidth(text, font)), (float) y);
    }

    /** Draws a text that is turned by {@code degrees} (clockwise) around its anchor. */
    void turnedText(String text, double x, double y, double degrees, Align align, Font font, Color color) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(Math.toRadians(degrees), x, y);
        text(text, x, y, align, font, color);
        graphics.setTransform(before);
    }

    /** Draws a text no wider than {@code width}: smaller down to two thirds of its size, then cut. */
    void fittedText(String text, double x, double y, double width, Align align, Font font, Color color) {
        double natural = textWidth(text, font);
        if (natural <= width) {
            text(text, x, y, align, font, color);
            return;
        }
        Font smaller = font.deriveFont((float) (font.getSize2D() * Math.max(2 / 3.0, width / natural)));
        text(cut(text, smaller, width), x, y, align, smaller, color);
    }

    private static String cut(String text, Font font, double width) {
        // A point of tolerance: a text shrunk to exactly the width must not lose a letter to rounding.
        int length = text.length();
        String cut = text;
        while (length > 1 && textWidth(cut, font) > width + 1) {
            length = text.offsetByCodePoints(length, -1);
            cut = text.substring(0, length).stripTrailing() + ELLIPSIS;
        }
        return cut;
    }

    static int pixels(double points) {
        return (int) Math.round(points * SCALE);
    }
}
