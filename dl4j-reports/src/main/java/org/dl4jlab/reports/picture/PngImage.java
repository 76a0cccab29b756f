package org.dl4jlab.reports.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A picture as a PNG file that carries its own description (the standard {@code Description} text chunk), so that a
 * page that shows it can also say what it shows.
 *
 * @param bytes the whole file
 * @param width in pixels
 * @param height in pixels
 * @param description in words; empty if the file has none
 */
public record PngImage(byte[] bytes, int width, int height, String description) {

    /** Keyword of the chunk. */
    static final String DESCRIPTION = "Description";

    /** Draws and encodes. Equal pictures give equal bytes. */
    public static PngImage of(Figure picture, Theme theme) {
        return of(picture.draw(theme), picture.description());
    }

    /** Draws and encodes in all themes, side by side on idle cores. */
    public static Map<Theme, PngImage> inAllThemes(Figure picture) {
        Map<Theme, PngImage> drawn = new EnumMap<>(Theme.class);
        List<PngImage> images = Arrays.stream(Theme.values())
                .parallel()
                .map(theme -> of(picture, theme))
                .toList();
        for (Theme theme : Theme.values()) {
            drawn.put(theme, images.get(theme.ordinal()));
        }
        return drawn;
    }

    static PngImage of(BufferedImage image, String description) {
        return new PngImage(PngChunks.write(image, description), image.getWidth(), image.getHeight(), description);
    }

    /**
     * Reads a file and checks all of it by its checksums. The pixels are not decoded: a report shows them as they are.
     *
     * @throws IOException if it cannot be read or is not a whole PNG; the message names it
     */
    public static PngImage read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            return PngChunks.read(bytes);
        } catch (IOException e) {
            throw new IOException(file + " is not a readable PNG picture: " + e.getMessage(), e);
        }
    }
}
