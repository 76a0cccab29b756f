package org.dl4jlab.reports.picture;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.util.List;
import org.dl4jlab.data.image.PixelImages;

/**
 * Images in rows and columns with captions: samples, permuted pairs, worst errors, augmented copies, filters.
 *
 * @param tiles row by row; all images of one size
 * @param columns tiles in a row
 * @param tileWidth wanted width of an image in layout points; small images are enlarged by a whole factor near it
 * @param layerNames one for each image of a tile, written at the left of each row; empty for none
 * @param description what the grid shows, in words
 */
public record ImageGrid(List<Tile> tiles, int columns, double tileWidth, List<String> layerNames, String description)
        implements Figure {

    private static final double MARGIN = 12;
    private static final double GAP = 12;
    private static final double LAYER_GAP = 6;
    private static final double LAYER_NAME_WIDTH = 22;
    private static final double CAPTION_TOP = 4;
    private static final double LINE_HEIGHT = 21;
    private static final float FONT_SIZE = 17;
    private static final double SMALLEST_SHARE = 0.75;

    /** @throws IllegalArgumentException if there is no tile, or layer names that do not fit the tiles */
    public ImageGrid {
        tiles = List.copyOf(tiles);
        layerNames = List.copyOf(layerNames);
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException("a grid needs at least one image");
        }
        if (columns < 1) {
            throw new IllegalArgumentException("a grid needs at least one column, got " + columns);
        }
        if (!layerNames.isEmpty() && layerNames.size() != tiles.get(0).images().size()) {
            throw new IllegalArgumentException(layerNames.size() + " names do not fit tiles of "
                    + tiles.get(0).images().size() + " images");
        }
    }

    /** A grid of tiles with one image each. */
    public static ImageGrid of(List<Tile> tiles, int columns, double tileWidth, String description) {
        return new ImageGrid(tiles, columns, tileWidth, List.of(), description);
    }

    @Override
    public BufferedImage draw(Theme theme) {
        Layout layout = new Layout();
        return Canvas.paint(layout.width(), layout.height(), theme, canvas -> {
            for (int i = 0; i < tiles.size(); i++) {
                double x = layout.x(i);
                double y = layout.y(i);
                drawTile(canvas, theme, tiles.get(i), x, y, layout);
                if (i % columns == 0) {
                    drawLayerNames(canvas, theme, y, layout);
                }
            }
        });
    }

    /** Where the images stand, in pixels of the drawn picture; for tests and for clickable regions. */
    java.awt.Rectangle imageBounds(int tile, int layer) {
        Layout layout = new Layout();
        return new java.awt.Rectangle(
                Canvas.pixels(layout.x(tile)),
                Canvas.pixels(layout.y(tile) + layer * (layout.imageHeight + LAYER_GAP)),
                Canvas.pixels(layout.imageWidth),
                Canvas.pixels(layout.imageHeight));
    }

    private void drawTile(Canvas canvas, Theme theme, Tile tile, double x, double y, Layout layout) {
        double bottom = y;
        for (BufferedImage image : tile.images()) {
            // A hairline frame: the edge of a black image must be seen on a dark page, of a white one on a light page.
            canvas.fill(x - 0.5, bottom - 0.5, layout.imageWidth + 1, layout.imageHeight + 1, theme.line());
            canvas.image(PixelImages.scale(image, Canvas.pixels(tileWidth)), x, bottom);
            bottom += layout.imageHeight + LAYER_GAP;
        }
        double baseline = bottom - LAYER_GAP + CAPTION_TOP + FONT_SIZE;
        for (Tile.Line line : tile.caption()) {
            canvas.fittedText(
                    line.text(),
                    x + layout.imageWidth / 2,
                    baseline,
                    layout.captionWidth(),
                    Canvas.Align.CENTER,
                    font(line, layout.fontSize),
                    color(line.tone(), theme));
            baseline += LINE_HEIGHT;
        }
    }

    private void drawLayerNames(Canvas canvas, Theme theme, double y, Layout layout) {
        for (int layer = 0; layer < layerNames.size(); layer++) {
            double middle = y + layer * (layout.imageHeight + LAYER_GAP) + layout.imageHeight / 2;
            String name = layerNames.get(layer);
            Font font = Typeface.regular(14, name);
            canvas.turnedText(
                    name, MARGIN + LAYER_NAME_WIDTH - 8, middle, -90, Canvas.Align.CENTER, font, theme.mutedText());
        }
    }

    private static Font font(Tile.Line line, float size) {
        return switch (line.tone()) {
            case PLAIN, MUTED -> Typeface.regular(size, line.text());
            case RIGHT, WRONG -> Typeface.medium(size, line.text());
        };
    }

    private static Color color(Tile.Tone tone, Theme theme) {
        return switch (tone) {
            case PLAIN -> theme.text();
            case MUTED -> theme.mutedText();
            case RIGHT -> theme.right();
            case WRONG -> theme.wrong();
        };
    }

    /** The measures that follow from the tiles. */
    private final class Layout {

        private final double left = MARGIN + (layerNames.isEmpty() ? 0 : LAYER_NAME_WIDTH);
        private final double imageWidth;
        private final double imageHeight;
        private final double rowHeight;
        private final int rows = (tiles.size() + columns - 1) / columns;
        private final float fontSize;

        Layout() {
            BufferedImage first = PixelImages.scale(tiles.get(0).images().get(0), Canvas.pixels(tileWidth));
            imageWidth = (double) first.getWidth() / Canvas.SCALE;
            imageHeight = (double) first.getHeight() / Canvas.SCALE;
            int layers = tiles.stream().mapToInt(t -> t.images().size()).max().orElseThrow();
            int lines = tiles.stream().mapToInt(t -> t.caption().size()).max().orElseThrow();
            double caption = lines == 0 ? 0 : CAPTION_TOP + lines * LINE_HEIGHT;
            rowHeight = layers * (imageHeight + LAYER_GAP) - LAYER_GAP + caption;
            fontSize = lines == 0 ? FONT_SIZE : commonFontSize();
        }

        /** One size for all captions, at which the longest fits, but no smaller than can be read. */
        private float commonFontSize() {
            double widest = tiles.stream()
                    .flatMap(t -> t.caption().stream())
                    .mapToDouble(l -> Canvas.textWidth(l.text(), font(l, FONT_SIZE)))
                    .max()
                    .orElse(0);
            return (float) (FONT_SIZE * Math.max(SMALLEST_SHARE, Math.min(1, captionWidth() / widest)));
        }

        double captionWidth() {
            return imageWidth + GAP - 4;
        }

        double width() {
            int used = Math.min(columns, tiles.size());
            return left + used * (imageWidth + GAP) - GAP + MARGIN;
        }

        double height() {
            return 2 * MARGIN + rows * (rowHeight + GAP) - GAP;
        }

        double x(int tile) {
            return left + tile % columns * (imageWidth + GAP);
        }

        double y(int tile) {
            return MARGIN + tile / columns * (rowHeight + GAP);
        }
    }
}
