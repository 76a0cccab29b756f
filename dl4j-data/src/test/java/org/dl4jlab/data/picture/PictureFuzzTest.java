package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.dl4jlab.data.image.ImageShape;

/** Damaged files of every format: a picture or a reason, never anything else. */
class PictureFuzzTest {

    private static final PicturePreprocessing PREPROCESSING = PicturePreprocessing.of(new ImageShape(3, 8, 8));

    private static final List<byte[]> FILES = List.of(
            Pictures.encoded(Pictures.scene(30, 20), "png"),
            Pictures.encoded(Pictures.scene(30, 20), "jpg"),
            Pictures.encoded(Pictures.scene(30, 20), "gif"),
            Pictures.encoded(Pictures.scene(30, 20), "bmp"),
            Pictures.encoded(Pictures.scene(30, 20), "tiff"),
            Pictures.join(Pictures.ascii("P6 10 10 255\n"), new byte[300]),
            Pictures.fixture("rgb.webp"),
            Pictures.fixture("rgba.webp"),
            Pictures.fixture("anim.webp"),
            Pictures.fixture("progressive.jpg"),
            Pictures.fixture("ycck.jpg"),
            Pictures.fixture("cmyk.tif"));

    @Property(tries = 1500)
    void aChangedFileIsAPictureOrHasAReason(
            @ForAll @IntRange(min = 0, max = 11) int file,
            @ForAll @IntRange(min = 1, max = 12) int changes,
            @ForAll long seed) {
        Random random = new Random(seed);
        byte[] content = FILES.get(file).clone();
        for (int i = 0; i < changes; i++) {
            // Most of what can go wrong stands at the start.
            int range = random.nextBoolean() ? Math.min(80, content.length) : content.length;
            content[random.nextInt(range)] = (byte) random.nextInt();
        }
        assertPictureOrReason(content);
    }

    @Property(tries = 600)
    void aCutFileIsAPictureOrHasAReason(
            @ForAll @IntRange(min = 0, max = 11) int file, @ForAll @IntRange(min = 0, max = 999) int share) {
        byte[] whole = FILES.get(file);
        assertPictureOrReason(Arrays.copyOf(whole, (int) ((long) whole.length * share / 1000)));
    }

    private static void assertPictureOrReason(byte[] content) {
        try {
            assertThat(PREPROCESSING.prepare(content).pixels()).hasSize(192);
        } catch (UnreadablePictureException e) {
            assertThat(e.getMessage()).matches("(?s)(is|has) .+").doesNotContain("\n");
        }
    }
}
