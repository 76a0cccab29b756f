package org.dl4jlab.reports.picture;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * One place of an {@link ImageGrid}.
 *
 * @param images one or more of equal size, drawn below each other
 * @param caption lines of text below the images; may be empty
 */
public record Tile(List<BufferedImage> images, List<Line> caption) {

    public Tile {
        images = List.copyOf(images);
        caption = List.copyOf(caption);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a tile needs an image");
        }
    }

    /** An image without a caption. */
    public static Tile of(BufferedImage image) {
        return new Tile(List.of(image), List.of());
    }

    /** An image with a caption. */
    public static Tile of(BufferedImage image, Line... caption) {
        return new Tile(List.of(image), List.of(caption));
    }

    /** How a line of a caption is written. */
    public enum Tone {
        PLAIN,
        MUTED,
        /** Blue, somewhat bolder. */
        RIGHT,
        /** Orange, somewhat bolder. */
        WRONG
    }

    /**
     * One line of a caption.
     *
     * @param text is made smaller, then cut, if it is wider than the tile
     */
    public record Line(String text, Tone tone) {

        public static Line plain(String text) {
            return new Line(text, Tone.PLAIN);
        }

        public static Line muted(String text) {
            return new Line(text, Tone.MUTED);
        }
    }
}
