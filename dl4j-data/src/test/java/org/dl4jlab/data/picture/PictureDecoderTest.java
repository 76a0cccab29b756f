package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dl4jlab.data.picture.Pictures.ascii;
import static org.dl4jlab.data.picture.Pictures.encoded;
import static org.dl4jlab.data.picture.Pictures.fixture;
import static org.dl4jlab.data.picture.Pictures.join;
import static org.dl4jlab.data.picture.Pictures.rgb;
import static org.dl4jlab.data.picture.Pictures.scene;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, and what is refused with which reason. */
class PictureDecoderTest {

    @TempDir
    Path temp;

    private static void assertRefused(byte[] content, String... reasons) {
        var refusal =
                assertThatThrownBy(() -> PictureDecoder.decode(content)).isInstanceOf(UnreadablePictureException.class);
        for (String reason : reasons) {
            refusal.hasMessageContaining(reason);
        }
    }

    /** Mean difference of two blocks of bytes. */
    private static double difference(byte[] a, byte[] b) {
        assertThat(a).hasSameSizeAs(b);
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 0xFF) - (b[i] & 0xFF));
        }
        return (double) sum / a.length;
    }

    @ParameterizedTest
    @CsvSource({"png,PNG", "bmp,BMP", "tiff,TIFF"})
    void losslessFormatsGiveTheirPixels(String writer, PictureFormat format) throws IOException {
        BufferedImage scene = scene(37, 23);
        Picture picture = PictureDecoder.decode(encoded(scene, writer));
        assertThat(picture.format()).isEqualTo(format);
        assertThat(picture.rgb()).isEqualTo(rgb(scene));
        assertThat(picture.isColored()).isTrue();
        assertThat(picture.isTransparent()).isFalse();
    }

    /** All fixtures show one scene; those with loss are near it. */
    @ParameterizedTest
    @CsvSource({
        "anim.webp,WEBP,0",
        "orientation6.webp,WEBP,0",
        "rgb.webp,WEBP,12",
        "cmyk.tif,TIFF,0",
        "cmyk.jpg,JPEG,2",
        "ycck.jpg,JPEG,4",
        "rgbspace.jpg,JPEG,4",
        "progressive.jpg,JPEG,13"
    })
    void pictureOfEveryKindIsTheSamePicture(String name, PictureFormat format, double near) throws IOException {
        byte[] expected = PictureDecoder.decode(fixture("base.png")).rgb();
        Picture picture = PictureDecoder.decode(fixture(name));
        assertThat(picture.format()).isEqualTo(format);
        assertThat(difference(picture.rgb(), expected)).isLessThanOrEqualTo(near);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P3\n%s2 1 255\n1 2 3 4 5 6\n", "P2 2\n%s1 255 1 2\n", "P7\n%sWIDTH 1\nHEIGHT 1\n"})
    void aPnmPictureMayHaveCommentsButNotMillions(String file) throws UnreadablePictureException {
        String comment = "# the lab\n";
        assertRefused(
                ascii(String.format(file, comment.repeat(1_000_000))),
                "comments are longer than 64 KiB",
                "save it as PNG");
        if (!file.startsWith("P7")) {
            assertThat(PictureDecoder.decode(ascii(String.format(file, comment.repeat(5_000))))
                            .height())
                    .isEqualTo(1);
        }
    }

    @Test
    void whatAReaderSaysOfItsInnerWorkingsIsNotShown() {
        ByteBuffer tiff = ByteBuffer.allocate(1200).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put(ascii("II*\0")).putInt(8).putShort((short) 9);
        int[][] tags = {{256, 28}, {257, 28}, {258, 8}, {259, 1}, {262, 1}, {273, 200}, {277, 1}, {278, 0}, {279, 784}};
        for (int[] tag : tags) {
            tiff.putShort((short) tag[0]).putShort((short) 4).putInt(1).putInt(tag[1]);
        }
        assertThatThrownBy(() -> PictureDecoder.decode(tiff.array()))
                .isInstanceOf(UnreadablePictureException.class)
                .hasMessage("is a damaged TIFF picture; get it again or remove it");
    }

    @Test
    void pnmIsReadPlainAndRawOfAnyDepth() throws IOException {
        byte[] expected = {10, (byte) 200, 0, (byte) 255};
        for (byte[] pnm : new byte[][] {
            ascii("P2\n# a remark\n2 2\n255\n10 200\n0 255\n"),
            join(ascii("P5 2 2 255\n"), expected),
            join(ascii("P5\n2 2\n65535\n"), new byte[] {10, 10, (byte) 200, (byte) 200, 0, 0, -1, -1}),
        }) {
            Picture picture = PictureDecoder.decode(pnm);
            assertThat(picture.format()).isEqualTo(PictureFormat.PNM);
            assertThat(Arrays.copyOf(picture.rgb(), 4)).isEqualTo(expected);
            assertThat(picture.isColored()).isFalse();
        }
        byte[] color = PictureDecoder.decode(join(ascii("P6 1 1 255\n"), new byte[] {9, 8, 7}))
                .rgb();
        assertThat(color).containsExactly(9, 8, 7);
        byte[] bitmap = PictureDecoder.decode(join(ascii("P4 8 1\n"), new byte[] {0x0F}))
                .rgb();
        assertThat(Arrays.copyOf(bitmap, 8)).containsExactly(-1, -1, -1, -1, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrientationTagIsHeardInEveryFormatThatHasOne(int tag) throws IOException {
        BufferedImage scene = scene(40, 24);
        byte[] expected = Orientation.ofTag(tag).turn(rgb(scene), 3, 24, 40);
        byte[] png = Pictures.withChunk(encoded(scene, "png"), "eXIf", Pictures.exif(tag, true));
        byte[] jpeg = encoded(scene, "jpg");
        byte[] tagged = Pictures.withSegment(jpeg, 0xE1, ascii("Exif\0\0"), Pictures.exif(tag, false));
        byte[] plain = Orientation.ofTag(tag).turn(PictureDecoder.decode(jpeg).rgb(), 3, 24, 40);
        assertThat(PictureDecoder.decode(png).rgb()).isEqualTo(expected);
        assertThat(PictureDecoder.decode(tagged).rgb()).isEqualTo(plain);
        assertThat(PictureDecoder.decode(tagged).width()).isEqualTo(tag > 4 ? 24 : 40);
        assertThat(PictureDecoder.decode(tagged).isTurned()).isEqualTo(tag > 1);
    }

    @Test
    void anOrientationThatDoesNotExistOrIsBrokenIsPassedOver() throws IOException {
        BufferedImage scene = scene(12, 8);
        byte[] broken = Pictures.exif(6, true);
        broken[4] = -1;
        broken[7] = 0x7F;
        for (byte[] exif : new byte[][] {Pictures.exif(0, true), Pictures.exif(9, false), broken, {}, ascii("II*")}) {
            byte[] png = Pictures.withChunk(encoded(scene, "png"), "eXIf", exif);
            assertThat(PictureDecoder.decode(png).rgb()).isEqualTo(rgb(scene));
        }
    }

    @Test
    void transparencyLiesOnWhiteInEveryFormatThatHasIt() throws IOException {
        BufferedImage glass = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
        int[] colors = {0x00000000, 0x80FF0000, 0xFF102030, 0x00FFFFFF};
        glass.setRGB(0, 0, 4, 1, colors, 0, 4);
        byte[] expected = {-1, -1, 0x10, -1, -1, 127, 0x20, -1, -1, 127, 0x30, -1};
        for (String writer : new String[] {"png", "tiff"}) {
            Picture picture = PictureDecoder.decode(encoded(glass, writer));
            assertThat(picture.rgb()).as(writer).isEqualTo(expected);
            assertThat(picture.isTransparent()).isTrue();
        }
        // GIF: the first colour of the table is transparent, and the frame is smaller than its screen.
        byte[] gif = join(
                ascii("GIF89a"),
                new byte[] {4, 0, 1, 0, (byte) 0x80, 0, 0, 0, 0, 0, 9, 8, 7},
                new byte[] {0x21, (byte) 0xF9, 4, 1, 0, 0, 0, 0},
                new byte[] {0x2C, 1, 0, 0, 0, 2, 0, 1, 0, 0, 2, 2, 0x44, 0x0A, 0, 0x3B});
        Picture picture = PictureDecoder.decode(gif);
        assertThat(Arrays.copyOf(picture.rgb(), 4)).containsExactly(-1, -1, 9, -1);
        assertThat(picture.isTransparent()).isTrue();
    }

    @Test
    void aPaletteWithATransparentEntryLiesOnWhite() throws IOException {
        byte[] header = {0, 0, 0, 3, 0, 0, 0, 1, 8, 3, 0, 0, 0};
        byte[] chunks = join(
                Pictures.chunk("PLTE", new byte[] {0, 0, 0, 100, 0, 0, 0, 100, 0}),
                Pictures.chunk("tRNS", new byte[] {0, (byte) 255, (byte) 128}));
        Picture picture = PictureDecoder.decode(Pictures.png(header, chunks, new byte[] {0, 0, 1, 2}));
        assertThat(picture.rgb()).containsExactly(-1, 100, 127, -1, 0, (byte) 177, -1, 0, 127);
    }

    @Test
    void sixteenBitsAreRoundedToEight() throws IOException {
        byte[] header = {0, 0, 0, 3, 0, 0, 0, 1, 16, 0, 0, 0, 0};
        byte[] rows = {0, 0x12, 0x34, (byte) 0x80, 0, -1, -1};
        Picture picture = PictureDecoder.decode(Pictures.png(header, new byte[0], rows));
        assertThat(Arrays.copyOf(picture.rgb(), 3)).containsExactly(0x12, (byte) 0x80, -1);
    }

    @Test
    void anEmbeddedProfileIsTurnedIntoStandardColours() throws IOException {
        BufferedImage half = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < 256; p++) {
            half.setRGB(p % 16, p / 16, 0x404040);
        }
        byte[] linear = java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB)
                .getData();
        byte[] standard = java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_sRGB)
                .getData();
        byte[] png = encoded(half, "png");
        byte[] jpeg = encoded(half, "jpg");
        byte[] head = {1, 1};
        // 64 of 255 in linear light is 137 in sRGB.
        for (byte[] profiled : new byte[][] {
            Pictures.withChunk(png, "iCCP", join(ascii("x\0\0"), Pictures.deflated(linear))),
            Pictures.withSegment(jpeg, 0xE2, ascii("ICC_PROFILE\0"), head, linear)
        }) {
            assertThat(PictureDecoder.decode(profiled).rgb()[0] & 0xFF).isBetween(135, 139);
        }
        for (byte[] same : new byte[][] {
            Pictures.withChunk(png, "iCCP", join(ascii("x\0\0"), Pictures.deflated(standard))),
            Pictures.withSegment(jpeg, 0xE2, ascii("ICC_PROFILE\0"), head, standard),
            Pictures.withSegment(jpeg, 0xE2, ascii("ICC_PROFILE\0"), head, ascii("no profile at all"))
        }) {
            assertThat(PictureDecoder.decode(same).rgb()[0]).isEqualTo((byte) 0x40);
        }
    }

    /** The reader of WebP knows profiles, too: the colours were converted twice. */
    @Test
    void theProfileOfAWebpIsAppliedOnce() throws IOException {
        byte[] linear = java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB)
                .getData();
        byte[] png = Pictures.withChunk(fixture("base.png"), "iCCP", join(ascii("x\0\0"), Pictures.deflated(linear)));
        byte[] webp = Pictures.withProfile(fixture("anim.webp"), linear);
        assertThat(difference(
                        PictureDecoder.decode(webp).rgb(),
                        PictureDecoder.decode(png).rgb()))
                .isZero();
    }

    @Test
    void theContentDecidesNotTheName() throws IOException {
        Path file = temp.resolve("photo.txt");
        Files.write(file, encoded(scene(5, 5), "png"));
        assertThat(PictureDecoder.decode(file).format()).isEqualTo(PictureFormat.PNG);
        Files.write(temp.resolve("page.jpg"), ascii("<!DOCTYPE html><html>not found</html>"));
        assertThatThrownBy(() -> PictureDecoder.decode(temp.resolve("page.jpg")))
                .hasMessage("is no picture: its content is a web page or XML");
    }

    @Test
    void whatIsNotReadIsNamed() {
        assertRefused(new byte[0], "is empty");
        assertRefused(
                join(new byte[] {0, 0, 0, 24}, ascii("ftypheic0000")), "an HEIC picture", "save it as JPEG or PNG");
        assertRefused(join(new byte[] {0, 0, 0, 24}, ascii("ftypavif0000")), "an AVIF picture");
        assertRefused(ascii("8BPS\0\1"), "a Photoshop picture");
        assertRefused(ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"), "a drawing (SVG)");
        assertRefused(ascii("%PDF-1.7"), "a PDF document");
        assertRefused(ascii("path,label\n"), "its content is text");
        assertRefused(new byte[] {1, 2, 3, 4}, "is no picture that is read (JPEG, PNG, GIF, BMP, TIFF, WebP and PNM)");
        assertRefused(ascii("PF\n1 1\n-1.0\n0000"), "floating-point");
        assertRefused(ascii("BM is how this text begins, and it is long enough"), "its content is text");
    }

    @Test
    void filesThatCannotBeReadSayWhy() throws IOException {
        assertThatThrownBy(() -> PictureDecoder.content(temp)).hasMessage("is a folder, not a picture");
        assertThatThrownBy(() -> PictureDecoder.content(temp.resolve("none"))).hasMessageContaining("does not exist");
        Path link = Files.createSymbolicLink(temp.resolve("link.png"), temp.resolve("gone.png"));
        assertThatThrownBy(() -> PictureDecoder.content(link)).hasMessage("is a link that leads nowhere");
    }

    @Test
    void aHugePictureGetsASentenceNotMemory() {
        assertRefused(
                Pictures.largePng(10_000, 10_000),
                "has 10000 x 10000 pixels; at most 64 million and 65535 on a side are read; make it smaller");
        assertRefused(Pictures.largePng(100_000, 1), "65535 on a side");
        assertRefused(ascii("P5 60000 60000 255\n"), "60000 x 60000 pixels");
        byte[] jpeg = encoded(scene(8, 8), "jpg");
        for (int at = 2; ; at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF)) {
            if (jpeg[at + 1] == (byte) 0xC0) {
                Arrays.fill(jpeg, at + 5, at + 9, (byte) 0xF0);
                break;
            }
        }
        assertRefused(jpeg, "61680 x 61680 pixels");
        byte[] gif = encoded(scene(8, 8), "gif");
        Arrays.fill(gif, 6, 10, (byte) 0xF0);
        assertRefused(gif, "61680 x 61680 pixels");
        byte[] webp = fixture("anim.webp");
        Arrays.fill(webp, 24, 30, (byte) 0x70);
        assertRefused(webp, "pixels; at most 64 million");
        byte[] bmp = encoded(scene(8, 8), "bmp");
        Arrays.fill(bmp, 18, 20, (byte) 0xF0);
        Arrays.fill(bmp, 22, 24, (byte) 0xF0);
        assertRefused(bmp, "61680 x 61680 pixels");
    }

    /** A true picture of 81 megapixels is as small a file as the claims above; nothing of it is unpacked. */
    @Test
    void aTrueHugePictureIsRefusedToo() {
        assertRefused(encoded(new BufferedImage(9000, 9000, BufferedImage.TYPE_BYTE_BINARY), "png"), "9000 x 9000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void aThreadThatIsInterruptedStopsReading(String format) throws IOException {
        BufferedImage image = new BufferedImage(600, 400, BufferedImage.TYPE_3BYTE_BGR);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> PictureDecoder.decode(bytes.toByteArray()))
                    .isInstanceOf(UnreadablePictureException.class)
                    .hasMessageContaining("stopped");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(PictureDecoder.decode(bytes.toByteArray()).width()).isEqualTo(600);
    }
}
