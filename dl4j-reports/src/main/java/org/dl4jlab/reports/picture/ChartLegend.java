package org.dl4jlab.reports.picture;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of a chart's curves above the plot, in as many rows as they need, so that no curve is ever hidden by them.
 *
 * @param entries in the order of the curves
 * @param height in layout points
 */
record ChartLegend(List<Entry> entries, double height) {

    private static final float FONT_SIZE = 13;
    private static final double LEFT = 14;
    private static final double TOP = 10;
    private static final double ROW = 22;
    private static final double SWATCH = 22;
    private static final double SWATCH_GAP = 7;
    private static final double ENTRY_GAP = 20;

    /**
     * @param curve named
     * @param x left edge in layout points
     * @param y middle of the row
     */
    record Entry(ChartSeries curve, double x, double y) {}

    static ChartLegend of(List<ChartSeries> curves, double width) {
        List<Entry> entries = new ArrayList<>();
        double x = LEFT;
        double y = TOP + ROW / 2;
        for (ChartSeries curve : curves) {
            if (curve.name().isEmpty()) {
                continue;
            }
            double entry = SWATCH + SWATCH_GAP + Canvas.textWidth(curve.name(), font(curve));
            if (x > LEFT && x + entry > width - LEFT) {
                x = LEFT;
                y += ROW;
            }
            entries.add(new Entry(curve, x, y));
            x += entry + ENTRY_GAP;
        }
        return new ChartLegend(entries, y + ROW / 2);
    }

    void draw(Canvas canvas, Theme theme) {
        for (Entry entry : entries) {
            drawSwatch(canvas.graphics(), theme, entry);
            canvas.text(
                    entry.curve.name(),
                    entry.x + SWATCH + SWATCH_GAP,
                    entry.y + FONT_SIZE * 0.36,
                    Canvas.Align.LEFT,
                    font(entry.curve),
                    theme.text());
        }
    }

    private static void drawSwatch(Graphics2D graphics, Theme theme, Entry entry) {
        ChartSeries.Style style = entry.curve.style();
        double middle = entry.x + SWATCH / 2;
        graphics.setColor(entry.curve.color(theme));
        graphics.setStroke(style.stroke());
        if (style != ChartSeries.Style.POINTS) {
            graphics.draw(new Line2D.Double(entry.x, entry.y, entry.x + SWATCH, entry.y));
        }
        if (style == ChartSeries.Style.MARKED) {
            graphics.fill(new Ellipse2D.Double(middle - 4, entry.y - 4, 8, 8));
        }
        if (style == ChartSeries.Style.POINTS) {
            Path2D diamond = new Path2D.Double();
            diamond.moveTo(middle, entry.y - 6);
            diamond.lineTo(middle + 6, entry.y);
            diamond.lineTo(middle, entry.y + 6);
            diamond.lineTo(middle - 6, entry.y);
            diamond.closePath();
            graphics.fill(diamond);
        }
    }

    private static Font font(ChartSeries curve) {
        return Typeface.regular(FONT_SIZE, curve.name());
    }
}
