package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class PadAndCropTest {

    /** The padded image in full, then the window. */
    private static byte[] slowly(byte[] image, ImageShape shape, int padding, Border border, int top, int left) {
        int height = shape.height() + 2 * padding;
        int width = shape.width() + 2 * padding;
        byte[][][] padded = new byte[shape.channels()][height][width];
        List<Integer> rows = positions(shape.height(), padding, border);
        List<Integer> columns = positions(shape.width(), padding, border);
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    padded[c][y][x] = rows.get(y) == null || columns.get(x) == null
                            ? 0
                            : Images.pixel(image, shape, c, rows.get(y), columns.get(x));
                }
            }
        }
        byte[] window = new byte[image.length];
        int p = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    window[p++] = padded[c][top + y][left + x];
                }
            }
        }
        return window;
    }

    /** Which position of the image each position of the padded image shows; null for black. */
    private static List<Integer> positions(int length, int padding, Border border) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            positions.add(i);
        }
        for (int i = 1; i <= padding; i++) {
            positions.add(0, border == Border.ZERO ? null : (Integer) i);
            positions.add(border == Border.ZERO ? null : (Integer) (length - 1 - i));
        }
        return positions;
    }

    @Property(tries = 500)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void isAWindowOfThePaddedImage(
            @ForAll ImageShape shape,
            @ForAll RandomDraws choices,
            @ForAll @IntRange(max = 25) int anyPadding,
            @ForAll Border border) {
        int most = border == Border.ZERO ? 25 : Math.min(shape.height(), shape.width()) - 1;
        int padding = Math.min(anyPadding, most);
        PadAndCrop step = new PadAndCrop(padding, border);
        step.check(shape);
        byte[] image = Images.random(shape);
        int top = choices.below(0, 2 * padding + 1);
        int left = choices.below(1, 2 * padding + 1);
        assertThat(Images.apply(step, image, shape, choices))
                .isEqualTo(slowly(image, shape, padding, border, top, left));
    }

    @Test
    void everyPlaceIsEquallyLikely() {
        ImageShape shape = new ImageShape(1, 5, 5);
        byte[] image = new byte[25];
        image[12] = 1;
        int[] counts = new int[25];
        for (int i = 0; i < 25_000; i++) {
            byte[] moved = Images.apply(PadAndCrop.zero(2), image, shape, new RandomDraws(3, i % 7, i));
            for (int p = 0; p < 25; p++) {
                counts[p] += moved[p];
            }
        }
        // Standard deviation of each count: sqrt(25000 * 1/25 * 24/25) = 31.
        assertThat(IntStream.of(counts)).allSatisfy(count -> assertThat(count).isBetween(860, 1140));
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> PadAndCrop.zero(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 0 pixels, got -1");
        assertThatThrownBy(() -> PadAndCrop.reflect(5).check(new ImageShape(1, 9, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 4");
        assertThatThrownBy(() -> new PadAndCrop(1, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
