package org.dl4jlab.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PixelImagesTest {

    @Property(tries = 100)
    void everyPixelKeepsItsPlaceAndChannels(
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll boolean color,
            @ForAll long seed) {
        ImageShape shape = new ImageShape(color ? 3 : 1, height, width);
        byte[] pixels = new byte[2 * shape.size()];
        new Random(seed).nextBytes(pixels);
        ImageSet set = new ImageSet(shape, List.of("a", "b"), pixels, new byte[] {0, 1});

        BufferedImage image = PixelImages.of(set, 1);

        assertThat(image.getWidth()).isEqualTo(width);
        assertThat(image.getHeight()).isEqualTo(height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int channel = color ? c : 0;
                    int expected = pixels[shape.size() + channel * shape.area() + y * width + x] & 0xFF;
                    assertThat(image.getRGB(x, y) >> 8 * (2 - c) & 0xFF).isEqualTo(expected);
                }
            }
        }
    }

    @Property(tries = 50)
    void enlargingRepeatsEachPixel(
            @ForAll @IntRange(min = 1, max = 12) int size, @ForAll @IntRange(min = 12, max = 60) int wanted) {
        byte[] pixels = new byte[size * size];
        new Random(size).nextBytes(pixels);
        BufferedImage small = PixelImages.of(pixels, 0, new ImageShape(1, size, size));

        BufferedImage large = PixelImages.scale(small, wanted);

        assertThat(large.getWidth() % size).isZero();
        assertThat(Math.abs(large.getWidth() - wanted)).isLessThanOrEqualTo(size / 2);
        int factor = large.getWidth() / size;
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                assertThat(large.getRGB(x, y)).isEqualTo(small.getRGB(x / factor, y / factor));
            }
        }
    }

    @Test
    void aLargerImageIsAveragedDown() {
        byte[] checks = new byte[100 * 100];
        for (int i = 0; i < checks.length; i++) {
            checks[i] = (byte) ((i / 100 + i % 100) % 2 == 0 ? 255 : 0);
        }
        BufferedImage small = PixelImages.scale(PixelImages.of(checks, 0, new ImageShape(1, 100, 100)), 50);

        assertThat(small.getWidth()).isEqualTo(50);
        assertThat(small.getHeight()).isEqualTo(50);
        assertThat(small.getRGB(25, 25) & 0xFF).isBetween(120, 135);
    }

    @Test
    void signedValuesGoFromBlackOverGreyToWhite() {
        float[] values = {-2, -1, 0, 1, 2};
        BufferedImage image = PixelImages.ofSigned(values, 0, new ImageShape(1, 1, 5), 1);

        assertThat(new int[] {grey(image, 0), grey(image, 1), grey(image, 2), grey(image, 3), grey(image, 4)})
                .containsExactly(0, 0, 128, 255, 255);
    }

    @Test
    void refusesShapesThatAreNoPicture() {
        assertThatThrownBy(() -> PixelImages.of(new byte[8], 0, new ImageShape(2, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grey (1 channel) and RGB (3 channels)")
                .hasMessageContaining("[2, 2, 2]");
        assertThatThrownBy(() -> PixelImages.ofSigned(new float[1], 0, new ImageShape(1, 1, 1), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int grey(BufferedImage image, int x) {
        return image.getRGB(x, 0) & 0xFF;
    }
}
