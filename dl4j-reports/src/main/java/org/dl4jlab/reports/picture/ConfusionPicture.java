package org.dl4jlab.reports.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A confusion matrix: rows are true classes, columns predicted ones. Each cell has its count and its share of the row;
 * blue is right and orange is wrong, and the orange grows with the square root of the share, so that an error of one
 * per cent is still seen.
 *
 * @param counts number of images by {@code [true class][predicted class]}
 * @param classNames name of class 0, 1, …
 */
public record ConfusionPicture(int[][] counts, List<String> classNames) implements Figure {

    private static final double MARGIN = 12;
    private static final double TITLE = 22;
    private static final double LABEL_GAP = 8;
    private static final double LONGEST_LABEL = 130;
    private static final float LABEL_SIZE = 14;
    private static final double SLOPE_DEGREES = -45;

    /** @throws IllegalArgumentException if the matrix is not square or does not fit the names */
    public ConfusionPicture {
        classNames = List.copyOf(classNames);
        int classes = classNames.size();
        if (classes == 0 || counts.length != classes || Arrays.stream(counts).anyMatch(row -> row.length != classes)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of " + counts.length + " rows does not fit " + classes + " class names");
        }
    }

    @Override
    public String description() {
        long total = 0;
        long right = 0;
        int worstTrue = -1;
        int worstPredicted = -1;
        int worst = 0;
        for (int t = 0; t < counts.length; t++) {
            for (int p = 0; p < counts.length; p++) {
                total += counts[t][p];
                right += t == p ? counts[t][p] : 0;
                if (t != p && counts[t][p] > worst) {
                    worst = counts[t][p];
                    worstTrue = t;
                    worstPredicted = p;
                }
            }
        }
        String most = worst == 0
                ? "There is no error."
                : String.format(
                        Locale.ROOT,
                        "The most frequent error: %s taken for %s, %,d times.",
                        classNames.get(worstTrue),
                        classNames.get(worstPredicted),
                        worst);
        return String.format(
                Locale.ROOT,
                "Confusion matrix of %d classes: %,d of %,d images on the diagonal. %s",
                counts.length,
                right,
                total,
                most);
    }

    @Override
    public BufferedImage draw(Theme theme) {
        Layout layout = new Layout();
        return Canvas.paint(layout.width(), layout.height(), theme, canvas -> {
            drawTitles(canvas, theme, layout);
            drawLabels(canvas, theme, layout);
            for (int t = 0; t < counts.length; t++) {
                for (int p = 0; p < counts.length; p++) {
                    drawCell(canvas, theme, layout, t, p);
                }
            }
        });
    }

    /** Where a cell stands, in pixels of the drawn picture. */
    Rectangle cellBounds(int trueClass, int predictedClass) {
        Layout layout = new Layout();
        return new Rectangle(
                Canvas.pixels(layout.left + predictedClass * layout.cell),
                Canvas.pixels(layout.top + trueClass * layout.cell),
                Canvas.pixels(layout.cell),
                Canvas.pixels(layout.cell));
    }

    private void drawTitles(Canvas canvas, Theme theme, Layout layout) {
        double middle = counts.length * layout.cell / 2;
        String across = "predicted class";
        String down = "true class";
        canvas.text(
                across,
                layout.left + middle,
                MARGIN + 14,
                Canvas.Align.CENTER,
                Typeface.regular(LABEL_SIZE, across),
                theme.mutedText());
        canvas.turnedText(
                down,
                MARGIN + 12,
                layout.top + middle,
                -90,
                Canvas.Align.CENTER,
                Typeface.regular(LABEL_SIZE, down),
                theme.mutedText());
    }

    private void drawLabels(Canvas canvas, Theme theme, Layout layout) {
        if (layout.cell < Layout.SMALLEST_LABELLED) {
            return;
        }
        for (int c = 0; c < counts.length; c++) {
            String name = classNames.get(c);
            Font font = Typeface.regular(LABEL_SIZE, name);
            double middle = (c + 0.5) * layout.cell;
            canvas.fittedText(
                    name,
                    layout.left - LABEL_GAP,
                    layout.top + middle + LABEL_SIZE * 0.36,
                    LONGEST_LABEL,
                    Canvas.Align.RIGHT,
                    font,
                    theme.text());
            if (layout.sloped) {
                canvas.turnedText(
                        name,
                        layout.left + middle + 4,
                        layout.top - LABEL_GAP,
                        SLOPE_DEGREES,
                        Canvas.Align.LEFT,
                        font,
                        theme.text());
            } else {
                canvas.text(
                        name, layout.left + middle, layout.top - LABEL_GAP, Canvas.Align.CENTER, font, theme.text());
            }
        }
    }

    private void drawCell(Canvas canvas, Theme theme, Layout layout, int t, int p) {
        double x = layout.left + p * layout.cell;
        double y = layout.top + t * layout.cell;
        long row = Arrays.stream(counts[t]).asLongStream().sum();
        double share = row == 0 ? 0 : (double) counts[t][p] / row;
        Color color = cellColor(theme, t == p, share);
        canvas.fill(x + 0.5, y + 0.5, layout.cell - 1, layout.cell - 1, color);
        if (layout.cell < Layout.SMALLEST_WITH_COUNT || counts[t][p] == 0) {
            return;
        }
        Color ink = inkOn(color);
        String count = String.format(Locale.ROOT, "%d", counts[t][p]);
        double center = x + layout.cell / 2;
        boolean withShare = layout.cell >= Layout.SMALLEST_WITH_SHARE;
        canvas.fittedText(
                count,
                center,
                y + layout.cell / 2 + (withShare ? 0 : 4),
                layout.cell - 6,
                Canvas.Align.CENTER,
                Typeface.medium(withShare ? 15 : 11, count),
                ink);
        if (withShare) {
            String percent = percent(share);
            canvas.text(
                    percent,
                    center,
                    y + layout.cell / 2 + 16,
                    Canvas.Align.CENTER,
                    Typeface.regular(11.5f, percent),
                    ink);
        }
    }

    /** Paler for a smaller share of the row; errors are scaled up, because a few per cent of them already matter. */
    public static Color cellColor(Theme theme, boolean right, double share) {
        if (share == 0) {
            return Colors.mix(theme.background(), theme.line(), 0.4);
        }
        return right
                ? Colors.mix(theme.background(), theme.deepRight(), rightDepth(share))
                : Colors.mix(theme.background(), theme.wrong(), Math.min(1, 0.04 + 1.3 * Math.sqrt(share)));
    }

    /**
     * Deep blue from a third of the row on, so that the numbers of any usable diagonal are white, rather than black here
     * and white there.
     */
    private static double rightDepth(double share) {
        return share < 0.3 ? 0.82 * share / 0.3 : 0.82 + 0.18 * (share - 0.3) / 0.7;
    }

    /** The colour in which a cell's numbers can be read. */
    public static Color inkOn(Color cell) {
        return Colors.textOn(cell);
    }

    private static String percent(double share) {
        return share >= 0.9995
                ? "100 %"
                : share < 0.0005 ? "< 0.1 %" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** The measures that follow from the number of classes and their names. */
    private final class Layout {

        private static final double SMALLEST_LABELLED = 16;
        private static final double SMALLEST_WITH_COUNT = 28;
        private static final double SMALLEST_WITH_SHARE = 48;

        private final double cell;
        private final boolean sloped;
        private final double left;
        private final double top;
        private final double overhang;

        Layout() {
            int classes = counts.length;
            cell = classes <= 12 ? 56 : classes <= 24 ? 32 : classes <= 48 ? 18 : 8;
            double longest = cell < SMALLEST_LABELLED
                    ? 0
                    : Math.min(
                            LONGEST_LABEL,
                            classNames.stream()
                                    .mapToDouble(n -> Canvas.textWidth(n, Typeface.regular(LABEL_SIZE, n)))
                                    .max()
                                    .orElse(0));
            sloped = longest > cell - 4;
            double labelHeight = longest == 0 ? 0 : sloped ? longest * 0.71 + 10 : LABEL_SIZE;
            left = MARGIN + TITLE + longest + LABEL_GAP;
            top = MARGIN + TITLE + labelHeight + LABEL_GAP;
            overhang = sloped ? Math.max(0, longest * 0.71 - cell / 2) + 4 : 0;
        }

        double width() {
            return left + counts.length * cell + Math.max(MARGIN, overhang);
        }

        double height() {
            return top + counts.length * cell + MARGIN;
        }
    }
}
