package org.dl4jlab.experiments.ask.content;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Small matrices as grey pictures, in rows with a title each.
 *
 * @param rows from top to bottom
 */
public record MatrixDiagram(List<Row> rows) implements Diagram {

    private static final double GAP = 6;

    /**
     * @param title above the row
     * @param pictures {@code [height][width]} each, from left to right
     * @param signed whether grey stands for 0; otherwise black does, and no value is negative
     */
    public record Row(LocalizedText title, List<float[][]> pictures, boolean signed) {}

    public MatrixDiagram {
        rows = List.copyOf(rows);
    }

    @Override
    public String svg(Language language, Layout layout) {
        Svg svg = new Svg(layout.width());
        double y = 0;
        for (Row row : rows) {
            double side = Math.min(
                    96,
                    (layout.width() - GAP * (row.pictures().size() - 1))
                            / row.pictures().size());
            svg.text("tick", 0, y + 14, row.title().in(language));
            y += 22;
            for (int i = 0; i < row.pictures().size(); i++) {
                svg.pixels(i * (side + GAP), y, side, png(row.pictures().get(i), row.signed()));
            }
            y += side + 12;
        }
        return svg.element(y, description().in(language));
    }

    private static byte[] png(float[][] values, boolean signed) {
        double largest = 1e-12;
        for (float[] row : values) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        BufferedImage image = new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < values.length; y++) {
            for (int x = 0; x < values[y].length; x++) {
                double share = values[y][x] / largest;
                int grey = (int) Math.round(signed ? 127.5 + 127.5 * share : 255 * Math.max(0, share));
                image.getRaster().setSample(x, y, 0, grey);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public LocalizedText description() {
        return new LocalizedText(words(Language.EN), words(Language.ZH));
    }

    private String words(Language language) {
        return rows.stream()
                .map(row -> row.title().in(language) + " (" + row.pictures().size() + ")")
                .collect(Collectors.joining("; "));
    }
}
