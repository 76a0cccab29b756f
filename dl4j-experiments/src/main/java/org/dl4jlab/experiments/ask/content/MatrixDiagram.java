package org.dl4jlab.experiments.question;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.text.StringEscapeUtils;
import org.dl4jlab.experiments.ask.content.Diagram;
import org.dl4jlab.ui.server.Language;
import org.dl4jlab.ui.server.LocalizedText;

/**
 * Small matrices as grey pictures, in rows with a title each.
 *
 * @param rows from top to bottom
 */
record FilterDiagram(List<Row> rows) implements Diagram {

    private static final double GAP = 6;

    /**
     * @param title above the row
     * @param pictures {@code [height][width]} each, from left to right
     * @param signed whether grey stands for 0; otherwise black does, and no value is negative
     */
    record Row(LocalizedText title, List<float[][]> pictures, boolean signed) {}

    FilterDiagram {
        rows = List.copyOf(rows);
    }

    @Override
    public String svg(Language language, Layout layout) {
        StringBuilder marks = new StringBuilder();
        double y = 0;
        for (Row row : rows) {
            double side = Math.min(
                    96,
                    (layout.width() - GAP * (row.pictures().size() - 1))
                            / row.pictures().size());
            marks.append(String.format(Locale.ROOT, "<text class=\"tick\" x=\"0\" y=\"%.1f\">", y + 14))
                    .append(StringEscapeUtils.escapeXml11(row.title().in(language)))
                    .append("</text>");
            y += 22;
            for (int i = 0; i < row.pictures().size(); i++) {
                marks.append(String.format(
                        Locale.ROOT,
                        "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" preserveAspectRatio=\"none\""
                                + " style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>",
                        i * (side + GAP),
                        y,
                        side,
                        side,
                        png(row.pictures().get(i), row.signed())));
            }
            y += side + 12;
        }
        return String.format(
                        Locale.ROOT,
                        "<svg class=\"diagram\" viewBox=\"0 0 %d %.0f\" role=\"img\" aria-label=\"",
                        layout.width(),
                        y)
                + StringEscapeUtils.escapeXml11(description().in(language)) + "\">" + marks + "</svg>";
    }

    private static String png(float[][] values, boolean signed) {
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
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
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
