package org.dl4jlab.reports.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngImageTest {

    private static Path scratch;

    @TempDir
    Path folder;

    @AfterContainer
    static void deleteScratch() throws IOException {
        if (scratch != null) {
            Files.deleteIfExists(scratch);
        }
    }

    @Property(tries = 100)
    void theDescriptionSurvivesTheFile(@ForAll @StringLength(max = 60) String text) throws IOException {
        scratch = scratch == null ? Files.createTempFile("description", ".png") : scratch;
        String description = withoutLoneSurrogatesAndNul(text);
        PngImage png = PngImage.of(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), description);
        Files.write(scratch, png.bytes());

        PngImage read = PngImage.read(scratch);

        assertThat(read.description()).isEqualTo(description);
        assertThat(read.width()).isEqualTo(3);
        assertThat(read.height()).isEqualTo(2);
    }

    @Property(tries = 50)
    void everyReaderSeesThePixels(@ForAll @IntRange(min = 1, max = 40) int width, @ForAll long seed)
            throws IOException {
        BufferedImage image = new BufferedImage(width, 7, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(4) == 0 ? random.nextInt() : 0x336699);
            }
        }
        BufferedImage read =
                ImageIO.read(new ByteArrayInputStream(PngImage.of(image, "grün").bytes()));
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < width; x++) {
                assertThat(read.getRGB(x, y)).isEqualTo(image.getRGB(x, y));
            }
        }
    }

    @Test
    void anyWrongByteIsNoticed() throws IOException {
        byte[] whole = PngImage.of(new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB), "x")
                .bytes();
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 4;
            Path file = Files.write(folder.resolve("damaged.png"), damaged);
            assertThatThrownBy(() -> PngImage.read(file)).as("byte " + i).isInstanceOf(IOException.class);
        }
    }

    @Test
    void equalPicturesGiveEqualBytes() {
        ConfusionPicture picture = new ConfusionPicture(new int[][] {{5, 1}, {2, 7}}, List.of("cat", "dog"));

        assertThat(PngImage.of(picture, Theme.DARK).bytes())
                .isEqualTo(PngImage.of(picture, Theme.DARK).bytes());
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        byte[] whole = PngImage.of(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "x")
                .bytes();
        for (int length : new int[] {0, 7, 20, whole.length / 2}) {
            Path file = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> PngImage.read(file))
                    .as(length + " bytes")
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.png is not a readable PNG picture");
        }
        Path text = Files.writeString(folder.resolve("text.png"), "not a picture at all");
        assertThatThrownBy(() -> PngImage.read(text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.png");
    }

    /** Such text cannot be stored in any file of Unicode text. */
    private static String withoutLoneSurrogatesAndNul(String text) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().filter(c -> c != 0 && (c < 0xD800 || c > 0xDFFF)).forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
