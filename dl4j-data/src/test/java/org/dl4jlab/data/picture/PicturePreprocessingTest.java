package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jlab.data.picture.Pictures.encoded;
import static org.dl4jlab.data.picture.Pictures.scene;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PicturePreprocessingTest {

    private static final PicturePreprocessing RGB = PicturePreprocessing.of(new ImageShape(3, 8, 8));
    private static final PicturePreprocessing GREY = PicturePreprocessing.of(new ImageShape(1, 8, 8));
    private static final PicturePreprocessing MNIST =
            PicturePreprocessing.of(new ImageShape(1, 28, 28)).withStyle(PictureStyle.FRAMED_DIGIT);

    /** Three stripes side by side, each a third of the width. */
    private static BufferedImage stripes(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        Color[] colors = {Color.RED, Color.GREEN, Color.BLUE};
        for (int i = 0; i < 3; i++) {
            graphics.setColor(colors[i]);
            graphics.fillRect(i * width / 3, 0, width / 3, height);
        }
        graphics.dispose();
        return image;
    }

    private static int at(byte[] planes, int channel, int y, int x) {
        return planes[channel * 64 + y * 8 + x] & 0xFF;
    }

    @Test
    void stretchTakesTheWholePicture() throws IOException {
        PreparedPicture prepared = RGB.prepare(encoded(stripes(60, 20), "png"));
        assertThat(at(prepared.pixels(), 0, 4, 0)).isEqualTo(255);
        assertThat(at(prepared.pixels(), 2, 4, 7)).isEqualTo(255);
        assertThat(prepared.changes()).containsExactly("resized from 60 x 20 to 8 x 8");
    }

    @Test
    void cropTakesTheMiddle() throws IOException {
        PreparedPicture prepared = RGB.withFit(Fit.CROP).prepare(encoded(stripes(60, 20), "png"));
        for (int p = 0; p < 64; p++) {
            assertThat(at(prepared.pixels(), 1, p / 8, p % 8)).isEqualTo(255);
            assertThat(at(prepared.pixels(), 0, p / 8, p % 8)).isZero();
        }
        assertThat(prepared.changes()).containsExactly("cropped and resized from 60 x 20 to 8 x 8");
    }

    @Test
    void padKeepsProportionsAndSurroundsWithWhite() throws IOException {
        PreparedPicture prepared = RGB.withFit(Fit.PAD).prepare(encoded(stripes(60, 30), "png"));
        assertThat(at(prepared.pixels(), 1, 1, 0)).isEqualTo(255);
        assertThat(at(prepared.pixels(), 0, 2, 0)).isEqualTo(255);
        assertThat(at(prepared.pixels(), 1, 2, 0)).isZero();
        assertThat(at(prepared.pixels(), 2, 5, 7)).isEqualTo(255);
        assertThat(at(prepared.pixels(), 0, 6, 7)).isEqualTo(255);
        assertThat(prepared.changes()).containsExactly("resized and padded from 60 x 30 to 8 x 8");
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void aTaggedPictureIsPreparedAsTheUprightOne(Fit fit) throws IOException {
        PicturePreprocessing preprocessing =
                PicturePreprocessing.of(new ImageShape(3, 9, 14)).withFit(fit);
        for (int tag = 1; tag <= 8; tag++) {
            BufferedImage stored = scene(41, 30);
            byte[] upright = Orientation.ofTag(tag).turn(Pictures.rgb(stored), 3, 30, 41);
            int width = tag > 4 ? 30 : 41;
            BufferedImage turned = new BufferedImage(width, tag > 4 ? 41 : 30, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 41 * 30; p++) {
                turned.setRGB(
                        p % width,
                        p / width,
                        (upright[p] & 0xFF) << 16 | (upright[1230 + p] & 0xFF) << 8 | upright[2460 + p] & 0xFF);
            }
            byte[] tagged = Pictures.withChunk(encoded(stored, "png"), "eXIf", Pictures.exif(tag, false));
            PreparedPicture found = preprocessing.prepare(tagged);
            PreparedPicture expected = preprocessing.prepare(encoded(turned, "png"));
            assertThat(found.pixels()).as("tag %d", tag).isEqualTo(expected.pixels());
            assertThat(found.fingerprint().rgb())
                    .isEqualTo(expected.fingerprint().rgb());
        }
    }

    @Test
    void aPictureOfTheRightSizeKeepsItsBytes() throws IOException {
        BufferedImage scene = scene(8, 8);
        PreparedPicture prepared = RGB.prepare(encoded(scene, "png"));
        assertThat(prepared.pixels()).isEqualTo(Pictures.rgb(scene));
        assertThat(prepared.changes()).isEmpty();
        assertThat(prepared.facts()).isEqualTo(new PictureFacts(PictureFormat.PNG, 8, 8, true, false, false));
    }

    @Test
    void colourBecomesGreyByLumaAndGreyStays() throws IOException {
        BufferedImage blue = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 64; p++) {
            blue.setRGB(p % 8, p / 8, 0x0000FF);
        }
        PreparedPicture prepared = GREY.prepare(encoded(blue, "png"));
        assertThat(prepared.pixels()).containsOnly(29);
        assertThat(prepared.changes()).containsExactly("turned to grey");
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(3, 3, 0, 200);
        assertThat(GREY.prepare(encoded(grey, "png")).pixels()[27]).isEqualTo((byte) 200);
        assertThat(RGB.prepare(encoded(grey, "png")).pixels()[64 + 27]).isEqualTo((byte) 200);
    }

    @Test
    void fineGridsBecomeEvenNotAliased() throws IOException {
        BufferedImage board = new BufferedImage(1000, 40, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 40_000; p++) {
            board.setRGB(p % 1000, p / 1000, (p % 1000 + p / 1000) % 2 == 0 ? 0xFFFFFF : 0);
        }
        for (byte value : RGB.prepare(encoded(board, "png")).pixels()) {
            assertThat(value & 0xFF).isBetween(126, 129);
        }
    }

    @Test
    void aDarkDigitOnPaperIsInvertedCutOutAndCentred() throws IOException {
        BufferedImage paper = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 200);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(20, 20, 40, 80);
        graphics.dispose();
        PreparedPicture prepared = MNIST.prepare(encoded(paper, "png"));
        assertThat(prepared.changes())
                .containsExactly(
                        "inverted, because it is dark on light", "cut out and centred from 300 x 200 to 28 x 28");
        byte[] pixels = prepared.pixels();
        assertThat(pixels[14 * 28 + 14] & 0xFF).isEqualTo(255);
        assertThat(pixels[4 * 28 + 14] & 0xFF).isEqualTo(255);
        assertThat(pixels[3 * 28 + 14]).isZero();
        assertThat(pixels[14 * 28 + 8]).isZero();
        assertThat(pixels[14 * 28 + 9] & 0xFF).isEqualTo(255);
    }

    @Test
    void theStyleBelongsToGreyPictures() {
        assertThatThrownBy(() -> RGB.withStyle(PictureStyle.FRAMED_DIGIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FRAMED_DIGIT have 1 channel, got 3");
        assertThatThrownBy(() -> PicturePreprocessing.of(new ImageShape(2, 8, 8)))
                .hasMessageContaining("1 channel (grey) or 3 (RGB), got 2");
    }

    @Test
    void itIsRecordedAsJsonAndReadBack() throws IOException {
        ObjectMapper json = new ObjectMapper();
        PicturePreprocessing value = MNIST.withFit(Fit.PAD);
        assertThat(json.readValue(json.writeValueAsString(value), PicturePreprocessing.class))
                .isEqualTo(value);
    }

    @Test
    void copiesHaveLikeFingerprintsAndOthersDoNot() throws IOException {
        byte[] scene = encoded(scene(200, 150), "png");
        PictureFingerprint original = RGB.prepare(scene).fingerprint();
        PictureFingerprint copy = RGB.prepare(encoded(scene(100, 75), "jpg")).fingerprint();
        PictureFingerprint other = RGB.prepare(encoded(stripes(60, 45), "png")).fingerprint();
        assertThat(original.distance(copy)).isLessThan(3);
        assertThat(original.distance(other)).isGreaterThan(30);
    }
}
