package org.dl4jlab.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dl4jlab.data.catalog.ImageFolder;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.survey.DuplicatePictures;
import org.dl4jlab.data.survey.FolderSurvey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs and drawings of thin lines look alike from afar: only copies are to be called copies. */
class LineDrawingsTest {

    private static final int DRAWINGS = 60;
    private static final int SIDE = 160;
    private static final int STROKES = 3;

    @TempDir
    Path temp;

    private FolderFixture folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = FolderFixture.in(temp);
    }

    @Test
    void differentDrawingsAreNotCopies() throws IOException {
        for (int i = 0; i < DRAWINGS; i++) {
            write(sign(i), "png", place("train", i));
        }
        write(sign(DRAWINGS), "png", place("test", 0));
        assertThat(survey().nearlySame()).isEmpty();
    }

    @Test
    void copiesInAnotherSizeAndFormatAre() throws IOException {
        for (int i = 0; i < DRAWINGS; i++) {
            write(sign(i), "png", place("train", i));
            write(smaller(sign(i)), "jpg", place("test", i));
        }
        List<DuplicatePictures> found = survey().nearlySame();
        assertThat(found).hasSize(DRAWINGS).allMatch(copies -> copies.pictures().size() == 2 && copies.acrossParts());
    }

    private FolderSurvey survey() {
        return folder.store()
                .load(ImageFolder.of(folder.root(), new ImageShape(3, 48, 48)))
                .pictures()
                .orElseThrow()
                .survey();
    }

    private Path place(String part, int drawing) {
        return folder.root()
                .resolve(part)
                .resolve(drawing % 2 == 0 ? "even" : "odd")
                .resolve("%03d".formatted(drawing));
    }

    private static void write(BufferedImage image, String format, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    }

    /** The same frame for all, and some strokes within it. */
    private static BufferedImage sign(long seed) {
        Random random = new Random(seed);
        BufferedImage image = sheet(SIDE);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.RED);
        graphics.setStroke(new BasicStroke(SIDE / 20f));
        graphics.drawOval(SIDE / 10, SIDE / 10, SIDE * 8 / 10, SIDE * 8 / 10);
        graphics.setColor(Color.BLACK);
        graphics.setStroke(new BasicStroke(SIDE / 20f));
        for (int i = 0; i < STROKES; i++) {
            Path2D stroke = new Path2D.Double();
            stroke.moveTo(within(random), within(random));
            stroke.curveTo(
                    within(random), within(random), within(random), within(random), within(random), within(random));
            graphics.draw(stroke);
        }
        graphics.dispose();
        return image;
    }

    private static double within(Random random) {
        return SIDE * (0.3 + 0.4 * random.nextDouble());
    }

    private static BufferedImage smaller(BufferedImage image) {
        BufferedImage half = sheet(SIDE / 2);
        Graphics2D graphics = half.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, SIDE / 2, SIDE / 2, null);
        graphics.dispose();
        return half;
    }

    private static BufferedImage sheet(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.dispose();
        return image;
    }
}
