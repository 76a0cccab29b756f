package org.dl4jlab.reports.picture;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.dl4jlab.training.internal.evaluation.Calibration;

/**
 * A reliability diagram: for each bin of confidence a bar as high as its accuracy, and a mark at its mean confidence, which
 * a calibrated network has at the same height. Below, how many images each bin has.
 *
 * @param calibration of some predictions
 */
public record ReliabilityPicture(Calibration calibration) implements Figure {

    private static final double SIDE = 300;
    private static final double LEFT = 64;
    private static final double TOP = 16;
    private static final double RIGHT = 20;
    private static final double COUNTS = 60;
    private static final double COUNTS_GAP = 14;
    private static final double BOTTOM = 52;
    private static final float LETTERS = 13;
    private static final int TICKS = 5;

    @Override
    public String description() {
        return String.format(
                Locale.ROOT,
                "Reliability diagram: accuracy by confidence in %d bins. The expected calibration error is %.2f %%, the"
                        + " largest of a bin %.2f %%.",
                calibration.bins().size(),
                100 * calibration.expectedError(),
                100 * calibration.largestError());
    }

    @Override
    public BufferedImage draw(Theme theme) {
        double height = TOP + SIDE + COUNTS_GAP + COUNTS + BOTTOM;
        return Canvas.paint(LEFT + SIDE + RIGHT, height, theme, canvas -> {
            drawAxes(canvas, theme);
            drawBins(canvas, theme);
            line(canvas, theme, LEFT, TOP + SIDE, LEFT + SIDE, TOP, new float[] {5, 4});
        });
    }

    private void drawBins(Canvas canvas, Theme theme) {
        int most = calibration.bins().stream()
                .mapToInt(Calibration.Bin::images)
                .max()
                .orElse(1);
        double countsBottom = TOP + SIDE + COUNTS_GAP + COUNTS;
        for (Calibration.Bin bin : calibration.bins()) {
            double x = LEFT + bin.low() * SIDE + 1;
            double width = (bin.high() - bin.low()) * SIDE - 2;
            if (bin.images() == 0) {
                continue;
            }
            double accuracy = bin.accuracy() * SIDE;
            double confidence = bin.confidence() * SIDE;
            canvas.fill(x, TOP + SIDE - accuracy, width, accuracy, theme.right());
            canvas.fill(x, TOP + SIDE - confidence - 1.5, width, 3, theme.wrong());
            double count = Math.max(1, COUNTS * bin.images() / most);
            canvas.fill(x, countsBottom - count, width, count, theme.mutedText());
        }
    }

    private void drawAxes(Canvas canvas, Theme theme) {
        Font font = Typeface.regular(LETTERS, "");
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            double y = TOP + SIDE - share * SIDE;
            line(canvas, theme, LEFT, y, LEFT + SIDE, y, null);
            String text = Math.round(100 * share) + " %";
            canvas.text(text, LEFT - 8, y + LETTERS * 0.36, Canvas.Align.RIGHT, font, theme.mutedText());
            canvas.text(
                    text,
                    LEFT + share * SIDE,
                    TOP + SIDE + COUNTS_GAP + COUNTS + LETTERS + 5,
                    Canvas.Align.CENTER,
                    font,
                    theme.mutedText());
        }
        line(
                canvas,
                theme,
                LEFT,
                TOP + SIDE + COUNTS_GAP + COUNTS,
                LEFT + SIDE,
                TOP + SIDE + COUNTS_GAP + COUNTS,
                null);
        canvas.text(
                "confidence",
                LEFT + SIDE / 2,
                TOP + SIDE + COUNTS_GAP + COUNTS + BOTTOM - 12,
                Canvas.Align.CENTER,
                font,
                theme.mutedText());
        canvas.turnedText("accuracy", 16, TOP + SIDE / 2, -90, Canvas.Align.CENTER, font, theme.mutedText());
        canvas.turnedText(
                "images", 16, TOP + SIDE + COUNTS_GAP + COUNTS / 2, -90, Canvas.Align.CENTER, font, theme.mutedText());
    }

    private static void line(
            Canvas canvas, Theme theme, double fromX, double fromY, double toX, double toY, float[] dashes) {
        Graphics2D graphics = canvas.graphics();
        graphics.setColor(dashes == null ? theme.line() : theme.text());
        graphics.setStroke(
                dashes == null
                        ? new BasicStroke(1)
                        : new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
        graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }
}
