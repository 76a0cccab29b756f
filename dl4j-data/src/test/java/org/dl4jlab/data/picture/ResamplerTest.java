package org.dl4jlab.data.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResamplerTest {

    private static byte[] noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] resize(byte[] grey, int height, int width, int newHeight, int newWidth) {
        return StyledPicture.resized(grey, height, width, newHeight, newWidth);
    }

    /** The filter as it is written in books: for each target pixel the weighted mean of all source pixels. */
    private static double slow(byte[] grey, int height, int width, int newHeight, int newWidth, int y, int x) {
        double sum = 0;
        double total = 0;
        for (int sy = 0; sy < height; sy++) {
            for (int sx = 0; sx < width; sx++) {
                double weight = weight(sy, height, newHeight, y) * weight(sx, width, newWidth, x);
                sum += weight * (grey[sy * width + sx] & 0xFF);
                total += weight;
            }
        }
        return sum / total;
    }

    private static double weight(int source, int length, int newLength, int target) {
        double step = (double) length / newLength;
        double distance = source + 0.5 - (target + 0.5) * step;
        return Math.max(0, 1 - Math.abs(distance) / Math.max(1, step));
    }

    @Property(tries = 200)
    void everyPixelIsTheWeightedMeanOfThoseAroundIt(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int newHeight,
            @ForAll @IntRange(min = 1, max = 40) int newWidth,
            @ForAll long seed) {
        byte[] grey = noise(height * width, seed);
        byte[] small = resize(grey, height, width, newHeight, newWidth);
        for (int y = 0; y < newHeight; y++) {
            for (int x = 0; x < newWidth; x++) {
                double expected = slow(grey, height, width, newHeight, newWidth, y, x);
                assertThat((double) (small[y * newWidth + x] & 0xFF))
                        .isBetween(expected - 0.5 - 1e-6, expected + 0.5 + 1e-6);
            }
        }
    }

    @Property(tries = 100)
    void turningBeforeAndAfterIsTheSameToTheLastBit(
            @ForAll @IntRange(min = 1, max = 50) int height,
            @ForAll @IntRange(min = 1, max = 50) int width,
            @ForAll @IntRange(min = 1, max = 50) int newHeight,
            @ForAll @IntRange(min = 1, max = 50) int newWidth,
            @ForAll @IntRange(min = 1, max = 8) int tag,
            @ForAll long seed) {
        Orientation orientation = Orientation.ofTag(tag);
        byte[] grey = noise(height * width, seed);
        byte[] after = orientation.turn(resize(grey, height, width, newHeight, newWidth), 1, newHeight, newWidth);
        byte[] turned = orientation.turn(grey, 1, height, width);
        byte[] before = orientation.swapped()
                ? resize(turned, width, height, newWidth, newHeight)
                : resize(turned, height, width, newHeight, newWidth);
        assertThat(before).isEqualTo(after);
    }

    @Test
    void anEvenSurfaceStaysEven() {
        byte[] grey = new byte[16 * 200];
        Arrays.fill(grey, (byte) 77);
        assertThat(resize(grey, 200, 16, 32, 32)).containsOnly(77);
        assertThat(resize(grey, 16, 200, 1, 1)).containsOnly(77);
    }

    @Test
    void theLongestSidesDoNotOverflow() {
        byte[] white = new byte[PictureDecoder.LONGEST_SIDE];
        Arrays.fill(white, (byte) 255);
        assertThat(resize(white, 1, white.length, 1, 1)).containsExactly((byte) 255);
        assertThat(resize(white, white.length, 1, 7, 4096)).containsOnly((byte) 255);
        byte[] square = new byte[8000 * 8000];
        Arrays.fill(square, (byte) 255);
        assertThat(resize(square, 8000, 8000, 1, 1)).containsExactly((byte) 255);
    }

    /** The values are those of Pillow 9.4, {@code Image.resize((4, 3), BILINEAR)}, which rounds between its two passes. */
    @Test
    void itIsPillowsAntialiasedBilinear() {
        byte[] grey = new byte[9 * 11];
        for (int p = 0; p < grey.length; p++) {
            grey[p] = (byte) (p * 37 % 256);
        }
        byte[] small = resize(grey, 9, 11, 3, 4);
        int[] pillow = PILLOW;
        for (int p = 0; p < pillow.length; p++) {
            assertThat(small[p] & 0xFF).isBetween(pillow[p] - 1, pillow[p] + 1);
        }
    }

    private static final int[] PILLOW = {116, 113, 122, 116, 131, 134, 128, 131, 121, 128, 149, 123};
}
