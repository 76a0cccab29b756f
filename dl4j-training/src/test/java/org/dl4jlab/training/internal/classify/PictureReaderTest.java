package org.dl4jlab.training.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureReaderTest {

    private static final PicturePreparation COLOR = PicturePreparation.of("cifar10", new ImageShape(3, 8, 8));
    private static final PicturePreparation GREY = PicturePreparation.of("own", new ImageShape(1, 8, 8));

    @TempDir
    Path folder;

    @Test
    void greySamplesKeepTheirValuesIn8And16Bits() throws IOException {
        BufferedImage bytes = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage shorts = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        for (int p = 0; p < 64; p++) {
            bytes.getRaster().setSample(p % 8, p / 8, 0, 4 * p);
            shorts.getRaster().setSample(p % 8, p / 8, 0, 4 * p * 257);
        }
        for (BufferedImage image : new BufferedImage[] {bytes, shorts}) {
            byte[] grey = GREY.prepare(PictureReader.read(png(image))).pixels();
            byte[] color = COLOR.prepare(PictureReader.read(png(image))).pixels();
            for (int p = 0; p < 64; p++) {
                assertThat(grey[p] & 0xFF).isEqualTo(4 * p);
                assertThat(new byte[] {color[p], color[64 + p], color[128 + p]}).containsOnly((byte) (4 * p));
            }
        }
    }

    @Test
    void transparencyLiesOnWhitePaper() throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xFF102030);
        image.setRGB(1, 0, 0x80000000);
        byte[] pixels = COLOR.prepare(PictureReader.read(png(image))).pixels();
        assertThat(pixels[0]).isEqualTo((byte) 0x10);
        assertThat(pixels[64]).isEqualTo((byte) 0x20);
        assertThat(pixels[128]).isEqualTo((byte) 0x30);
        assertThat(pixels[1] & 0xFF).isBetween(126, 128);
        assertThat(pixels[2] & 0xFF).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({"16, 16", "24, 8", "5, 3", "1, 1", "640, 480"})
    void anEvenPictureStaysEvenAtAnySize(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int p = 0; p < width * height; p++) {
            image.setRGB(p % width, p / width, 0x0A5AC8);
        }
        PreparedPicture prepared = COLOR.prepare(PictureReader.read(png(image)));
        assertThat(Arrays.copyOf(prepared.pixels(), 64)).containsOnly(0x0A);
        assertThat(Arrays.copyOfRange(prepared.pixels(), 128, 192)).containsOnly(0xC8);
        assertThat(prepared.changes()).containsExactly("resized from " + width + " x " + height + " to 8 x 8");
    }

    @Test
    void halvingAveragesNeighbours() {
        float[] small = Resampling.resize(new float[] {0, 0, 10, 10, 20, 20, 30, 30}, 1, 8, 1, 4);
        assertThat(small[1]).isEqualTo(10, org.assertj.core.api.Assertions.offset(1e-5f));
        assertThat(small[2]).isEqualTo(20, org.assertj.core.api.Assertions.offset(1e-5f));
    }

    @Test
    void brokenFilesAreNamedAndExplained() throws IOException {
        assertRefused(folder.resolve("none.png"), "does not exist");
        assertRefused(Files.createFile(folder.resolve("empty.png")), "is empty");
        assertRefused(Files.writeString(folder.resolve("text.png"), "hello"), "no picture that can be read");
        assertRefused(folder, "is a folder");
        byte[] whole = Files.readAllBytes(png(noise()));
        assertRefused(Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2)), "is damaged");
        Path jpeg = folder.resolve("whole.jpg");
        ImageIO.write(noise(), "jpg", jpeg.toFile());
        PictureReader.read(jpeg);
        byte[] photo = Files.readAllBytes(jpeg);
        assertRefused(
                Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(photo, photo.length / 2)),
                "it ends before the picture does");
    }

    @Test
    void cmykIsRefusedWithWhatToDo() throws IOException {
        Path file = folder.resolve("print.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(new IIOImage(Raster.createInterleavedRaster(0, 16, 16, 4, null), null, null));
        } finally {
            writer.dispose();
        }
        assertRefused(file, "is a CMYK picture, made for printing; save it as RGB");
    }

    @Test
    void aHugePictureIsRefusedBeforeItIsDecoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream chunk = new DataOutputStream(header);
        chunk.writeBytes("IHDR");
        chunk.writeInt(60_000);
        chunk.writeInt(60_000);
        chunk.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.toByteArray());
        out.writeInt(13);
        out.write(header.toByteArray());
        out.writeInt((int) crc.getValue());
        assertRefused(
                Files.write(folder.resolve("huge.png"), bytes.toByteArray()),
                "60000 x 60000 pixels; make it smaller, at most 100 million");
    }

    @Test
    void aFolderIsListedSortedAndPicturesOnly() throws IOException {
        for (String name : new String[] {"b.PNG", "a.jpeg", "notes.txt", "c.jpg"}) {
            Files.createFile(folder.resolve(name));
        }
        Files.createDirectory(folder.resolve("d.png"));
        assertThat(PictureReader.list(folder))
                .extracting(f -> f.getFileName().toString())
                .containsExactly("a.jpeg", "b.PNG", "c.jpg");
    }

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(() -> PictureReader.read(file))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(why);
    }

    private Path png(BufferedImage image) throws IOException {
        Path file = folder.resolve("picture.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        return file;
    }

    private static BufferedImage noise() {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(1);
        for (int p = 0; p < 64 * 64; p++) {
            image.setRGB(p % 64, p / 64, random.nextInt());
        }
        return image;
    }
}
