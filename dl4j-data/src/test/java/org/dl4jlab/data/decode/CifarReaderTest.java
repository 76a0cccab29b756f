package org.dl4jlab.data.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFAR as binary records and as sprite pictures, good and damaged. */
class CifarReaderTest {

    private static final ImageShape SHAPE = new ImageShape(3, 2, 2);
    private static final List<String> CLASSES = List.of("a", "b", "c");
    private static final int RECORD = 1 + 12;

    @TempDir
    Path folder;

    /** Records with labels 0, 1, 2, 0, … and pixels that are all different. */
    private static byte[] records(int count) {
        byte[] bytes = new byte[count * RECORD];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < count; i++) {
            bytes[i * RECORD] = (byte) (i % 3);
        }
        return bytes;
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static ImageSet binary(int count, Path... files) {
        return ImageSetDecoder.decode(
                ImageBytesRecordReader.cifarBinary(SHAPE, 3), List.of(files), SHAPE, CLASSES, count);
    }

    @Test
    void binaryFilesFollowOneAnother() throws IOException {
        byte[] all = records(5);
        ImageSet set = binary(
                5,
                write("1", Arrays.copyOf(all, 2 * RECORD)),
                write("2", Arrays.copyOfRange(all, 2 * RECORD, 5 * RECORD)));
        for (int i = 0; i < 5; i++) {
            assertThat(set.label(i)).isEqualTo(i % 3);
            assertThat(Arrays.copyOfRange(set.pixels(), i * 12, i * 12 + 12))
                    .isEqualTo(Arrays.copyOfRange(all, i * RECORD + 1, (i + 1) * RECORD));
        }
    }

    @Test
    void damagedBinaryFilesAreNamed() throws IOException {
        Path cut = write("cut", Arrays.copyOf(records(3), 3 * RECORD - 1));
        assertThatThrownBy(() -> binary(3, cut))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(cut + " ends within image 2: its length is not a multiple of 13 bytes");
        byte[] wrong = records(3);
        wrong[RECORD] = 3;
        Path label = write("label", wrong);
        assertThatThrownBy(() -> binary(3, label))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(label + " gives image 1 the label 3, allowed are 0 to 2");
        Path empty = write("empty", new byte[0]);
        assertThatThrownBy(() -> binary(3, empty))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("empty");
    }

    /** A picture whose rows are the images of some records. */
    static BufferedImage picture(byte[] records, int type) {
        int count = records.length / RECORD;
        BufferedImage image = new BufferedImage(4, count, type);
        for (int y = 0; y < count; y++) {
            for (int x = 0; x < 4; x++) {
                int at = y * RECORD + 1 + x;
                image.setRGB(
                        x,
                        y,
                        0xFF000000
                                | (records[at] & 0xFF) << 16
                                | (records[at + 4] & 0xFF) << 8
                                | records[at + 8] & 0xFF);
            }
        }
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private ImageSet sprites(int count, String labels, byte[]... pictures) throws IOException {
        List<Path> files = new ArrayList<>();
        for (byte[] picture : pictures) {
            files.add(write(files.size() + ".png", picture));
        }
        files.add(write("labels.json", labels.getBytes(StandardCharsets.UTF_8)));
        return ImageSetDecoder.decode(ImageBytesRecordReader.cifarSprites(SHAPE, 3), files, SHAPE, CLASSES, count);
    }

    private static byte[] rgb(int count) throws IOException {
        return png(picture(records(count), BufferedImage.TYPE_3BYTE_BGR));
    }

    @Test
    void spritesGiveTheSameImagesAsTheBinaryFile() throws IOException {
        ImageSet expected = binary(5, write("bin", records(5)));
        byte[] all = records(5);
        ImageSet found = sprites(
                5,
                "[0,1,2,0,1]",
                png(picture(Arrays.copyOf(all, 2 * RECORD), BufferedImage.TYPE_3BYTE_BGR)),
                png(picture(Arrays.copyOfRange(all, 2 * RECORD, 5 * RECORD), BufferedImage.TYPE_3BYTE_BGR)));
        assertThat(found.pixels()).isEqualTo(expected.pixels());
        for (int i = 0; i < 5; i++) {
            assertThat(found.label(i)).isEqualTo(i % 3);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[0,1] | holds 3 images, but only 2 labels",
                "[0,1,2,0] | holds 4 labels for 3 images",
                "[0,1,3] | gives image 2 the label 3",
                "[0,-1,2] | gives image 1 the label -1",
                "[0,1 | is not a JSON list of labels",
                "[0,'x',2] | is not a JSON list of labels",
                "{} | is not a JSON list of labels",
                "null | holds no list of labels",
                "'' | is not a JSON list of labels"
            })
    void wrongLabelsAreNamed(String labels, String message) {
        assertThatThrownBy(() -> sprites(3, labels, rgb(3)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("labels.json")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void picturesOfAnotherTypeAreRefused(int type) {
        assertThatThrownBy(() -> sprites(3, "[0,1,2]", png(picture(records(3), type))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must have 3 channels of 8 bits");
    }

    @Test
    void aPictureOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> sprites(3, "[0,1,2]", png(new BufferedImage(5, 3, BufferedImage.TYPE_3BYTE_BGR))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is 5 pixels wide, expected 4");
    }

    @Test
    void aPictureThatClaimsAnAbsurdHeightIsRefusedBeforeMemoryIsTaken() throws IOException {
        byte[] png = rgb(3);
        // Height in the header; its checksum is then wrong, which the reader may or may not notice first.
        png[20] = 0x7F;
        assertThatThrownBy(() -> sprites(3, "[0,1,2]", png)).isInstanceOf(DataException.class);
    }

    @Test
    void whatIsNoPictureIsRefused() throws IOException {
        byte[] cut = Arrays.copyOf(rgb(3), 40);
        for (byte[] bad : List.of(new byte[0], "no picture".getBytes(StandardCharsets.UTF_8), cut)) {
            assertThatThrownBy(() -> sprites(3, "[0,1,2]", bad))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("0.png is not a readable PNG picture");
        }
    }
}
