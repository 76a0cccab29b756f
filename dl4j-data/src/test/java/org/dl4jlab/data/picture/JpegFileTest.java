package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jlab.data.picture.Pictures.ascii;
import static org.dl4jlab.data.picture.Pictures.encoded;
import static org.dl4jlab.data.picture.Pictures.join;
import static org.dl4jlab.data.picture.Pictures.scene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole JPEG files, whatever follows them, and files that were cut. */
class JpegFileTest {

    private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};

    static Stream<byte[]> wholeFiles() {
        return Stream.of(
                encoded(scene(100, 80), "jpg"), Pictures.fixture("progressive.jpg"), Pictures.fixture("cmyk.jpg"));
    }

    private static byte[] rgb(byte[] jpeg) throws IOException {
        return PictureDecoder.decode(jpeg).rgb();
    }

    private static void assertCutOff(byte[] jpeg) {
        assertThatThrownBy(() -> PictureDecoder.decode(jpeg))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageContaining("is a JPEG picture that was cut off");
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void whatFollowsThePictureMakesNoDifference(byte[] whole) throws IOException {
        byte[] expected = rgb(whole);
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        assertThat(rgb(join(whole, new byte[100]))).isEqualTo(expected);
        assertThat(rgb(join(whole, noise))).isEqualTo(expected);
        assertThat(rgb(join(whole, whole))).isEqualTo(expected);
        assertThat(rgb(join(whole, Arrays.copyOf(whole, whole.length / 2)))).isEqualTo(expected);
        assertThat(rgb(join(whole, ascii("\0\0\0\30ftypmp42")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void aLostEndMarkerLosesNoPixel(byte[] whole) throws IOException {
        byte[] expected = rgb(whole);
        assertThat(rgb(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(expected);
        assertThat(rgb(Arrays.copyOf(whole, whole.length - 2))).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void aCutFileIsRefusedWhereverItIsCut(byte[] whole) {
        for (int length = 3; length < whole.length - 8; length += Math.max(1, whole.length / 60)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PictureDecoder.decode(cut))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(UnreadablePictureException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void anEndMarkerBehindACutFileHidesNothing(byte[] whole) {
        for (int length = whole.length / 2; length < whole.length - 20; length += Math.max(1, whole.length / 40)) {
            assertCutOff(join(Arrays.copyOf(whole, length), END));
        }
    }

    /** A thumbnail has an end marker of its own. */
    @Test
    void aThumbnailIsNotThePicture() throws IOException {
        byte[] whole = encoded(scene(100, 80), "jpg");
        byte[] thumbnail = encoded(scene(10, 8), "jpg");
        byte[] both = Pictures.withSegment(whole, 0xE1, ascii("Exif\0\0"), Pictures.exif(1, true), thumbnail);
        assertThat(rgb(both)).isEqualTo(rgb(whole));
        assertCutOff(Arrays.copyOf(both, both.length - 500));
    }

    @Test
    void fillBytesAndForeignSegmentsAreLegal() throws IOException {
        byte[] whole = encoded(scene(20, 20), "jpg");
        byte[] odd = Pictures.withSegment(whole, 0xED, ascii("Photoshop 3.0"));
        odd = Pictures.withSegment(odd, 0xFE, ascii("a remark with \u007f"));
        odd = join(Arrays.copyOf(odd, 2), new byte[] {-1, -1, -1}, Arrays.copyOfRange(odd, 2, odd.length));
        assertThat(rgb(odd)).isEqualTo(rgb(whole));
    }

    @Test
    void thousandsOfScansAreNotWorkedThrough() throws IOException {
        byte[] progressive = Pictures.fixture("progressive.jpg");
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        int lastScan = lastScan(progressive);
        many.write(progressive, 0, progressive.length - 2);
        for (int i = 0; i < 3000; i++) {
            many.write(progressive, lastScan, progressive.length - 2 - lastScan);
        }
        many.writeBytes(END);
        assertThatThrownBy(() -> PictureDecoder.decode(many.toByteArray()))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessageContaining("sent in more than 100 passes")
                .hasMessageContaining("save it anew");
    }

    private static int lastScan(byte[] jpeg) {
        for (int i = jpeg.length - 2; ; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
                return i;
            }
        }
    }

    @Test
    void aProgressivePictureWithoutItsLastScansIsCutOff() {
        byte[] progressive = Pictures.fixture("progressive.jpg");
        assertCutOff(join(Arrays.copyOf(progressive, lastScan(progressive)), END));
    }

    @Test
    void arithmeticAndLosslessCodingAreNamed() {
        byte[] jpeg = encoded(scene(8, 8), "jpg");
        for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF)) {
            if (jpeg[at + 1] == (byte) 0xC0) {
                jpeg[at + 1] = (byte) 0xC9;
                break;
            }
        }
        assertThatThrownBy(() -> PictureDecoder.decode(jpeg)).hasMessageContaining("with arithmetic coding");
    }
}
