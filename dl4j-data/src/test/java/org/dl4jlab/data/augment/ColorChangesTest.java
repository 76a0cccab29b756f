package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class ColorChangesTest {

    private static final ImageShape PIXEL = new ImageShape(3, 1, 1);

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] curve(ToneCurve curve, int... values) {
        byte[] result = new byte[values.length];
        curve.apply(bytes(values), 0, result, 0, values.length);
        return result;
    }

    @Test
    void curvesComputedByHand() {
        assertThat(curve(ToneCurve.brightness(1.5), 0, 100, 101, 200)).isEqualTo(bytes(0, 150, 152, 255));
        assertThat(curve(ToneCurve.from(100, 0.5), 0, 100, 103, 255)).isEqualTo(bytes(50, 100, 102, 178));
        assertThat(curve(ToneCurve.posterize(2), 0, 63, 64, 200, 255)).isEqualTo(bytes(0, 0, 64, 192, 192));
        assertThat(curve(ToneCurve.solarize(128), 0, 127, 128, 255)).isEqualTo(bytes(0, 127, 127, 0));
        assertThat(curve(ToneCurve.solarize(256), 0, 255)).isEqualTo(bytes(0, 255));
        assertThat(curve(ToneCurve.autoContrast(bytes(50, 101, 152), 0, 3), 50, 101, 152, 30, 200))
                .isEqualTo(bytes(0, 128, 255, 0, 255));
        assertThat(curve(ToneCurve.autoContrast(bytes(7, 7), 0, 2), 7, 9)).isEqualTo(bytes(7, 9));
    }

    /** 510 pixels below the highest value, so 2 to a step; before a value's own pixels are counted 1 + those below. */
    @Test
    void equalisesByTheCumulativeCount() {
        byte[] image = new byte[600];
        Arrays.fill(image, 0, 102, (byte) 10);
        Arrays.fill(image, 102, 510, (byte) 20);
        Arrays.fill(image, 510, 600, (byte) 30);
        assertThat(curve(ToneCurve.equalize(image, 0, 600), 10, 20, 30)).isEqualTo(bytes(0, 51, 255));
        assertThat(curve(ToneCurve.equalize(new byte[600], 0, 600), 0, 77)).isEqualTo(bytes(0, 77));
    }

    @Property(tries = 200)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void sharpensAwayFromTheMeanOfTheNeighbours(
            @ForAll ImageShape shape, @ForAll @DoubleRange(min = 0, max = 2) double factor) {
        byte[] image = Images.random(shape);
        SlowImage slow = SlowImage.of(image, shape);
        SlowImage smooth = slow.map((c, y, x) -> {
            if (y == 0 || x == 0 || y == shape.height() - 1 || x == shape.width() - 1) {
                return slow.values()[c][y][x];
            }
            double sum = 4 * slow.values()[c][y][x];
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    sum += slow.values()[c][y + dy][x + dx];
                }
            }
            return Math.floor(sum / 13 + 0.5);
        });
        byte[] result = new byte[image.length];
        Sharpness.apply(factor, image, 0, result, 0, shape);
        assertThat(slow.away(smooth, factor).bytes().difference(result)).isLessThanOrEqualTo(1);
    }

    @Property(tries = 300)
    void saturatesAwayFromGrey(
            @ForAll byte red, @ForAll byte green, @ForAll byte blue, @ForAll @DoubleRange(max = 3) double factor) {
        byte[] pixel = {red, green, blue};
        SlowImage slow = SlowImage.of(pixel, PIXEL);
        ColorShift.saturation(factor, pixel, 0, pixel, 0, PIXEL);
        assertThat(slow.away(slow.luminance(), factor).bytes().difference(pixel))
                .isLessThanOrEqualTo(1);
    }

    /** The JDK's own HSB. */
    @Property(tries = 1000)
    void turnsTheHueAsTheJdkDoes(
            @ForAll byte red,
            @ForAll byte green,
            @ForAll byte blue,
            @ForAll @DoubleRange(min = -2, max = 2) double turns) {
        float[] hsb = Color.RGBtoHSB(red & 0xFF, green & 0xFF, blue & 0xFF, null);
        int expected = Color.HSBtoRGB(hsb[0] + (float) turns, hsb[1], hsb[2]);
        byte[] pixel = {red, green, blue};
        ColorShift.hue(turns, pixel, 0, pixel, 0, PIXEL);
        for (int c = 0; c < 3; c++) {
            assertThat(pixel[c] & 0xFF).isBetween(channel(expected, c) - 1, channel(expected, c) + 1);
        }
    }

    private static int channel(int rgb, int c) {
        return rgb >> 16 - 8 * c & 0xFF;
    }

    @Test
    void aThirdOfATurnMakesRedGreen() {
        byte[] red = bytes(200, 40, 40);
        ColorShift.hue(1 / 3.0, red, 0, red, 0, PIXEL);
        assertThat(red).isEqualTo(bytes(40, 200, 40));
        byte[] same = bytes(12, 200, 77);
        ColorShift.hue(0, same, 0, same, 0, PIXEL);
        assertThat(same).isEqualTo(bytes(12, 200, 77));
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void jittersInTheOrderDrawn(
            @ForAll ImageShape shape,
            @ForAll RandomDraws choices,
            @ForAll @DoubleRange(max = 1) double brightness,
            @ForAll @DoubleRange(max = 1) double contrast,
            @ForAll @DoubleRange(max = 1) double saturation) {
        boolean color = shape.channels() == 3;
        ColorJitter jitter = new ColorJitter(brightness + 0.1, contrast, color ? saturation : 0, color ? 0.2 : 0);
        jitter.check(shape);
        byte[] image = Images.random(shape);
        SlowImage expected = SlowImage.of(image, shape);
        for (int kind : ColorJitter.order(choices)) {
            expected = slowly(expected, kind, jitter, choices);
        }
        double difference = expected.difference(Images.apply(jitter, image, shape, choices));
        // A difference of 1 before contrast or saturation is up to 2 after it, and a hue turns it into another.
        assertThat(difference).isLessThanOrEqualTo(8);
    }

    private static SlowImage slowly(SlowImage image, int kind, ColorJitter jitter, RandomDraws choices) {
        return switch (kind) {
            case 0 -> {
                double factor = ColorJitter.factor(choices, 0, jitter.brightness());
                yield image.map(value -> factor * value).bytes();
            }
            case 1 -> {
                double mean = Math.round(image.luminance().mean());
                yield image.map(value -> mean + ColorJitter.factor(choices, 1, jitter.contrast()) * (value - mean))
                        .bytes();
            }
            case 2 -> {
                double factor = ColorJitter.factor(choices, 2, jitter.saturation());
                yield jitter.saturation() == 0
                        ? image
                        : image.away(image.luminance(), factor).bytes();
            }
            default -> jitter.hue() == 0 ? image : turned(image, choices.between(3, -jitter.hue(), jitter.hue()));
        };
    }

    private static SlowImage turned(SlowImage image, double turns) {
        double[][][] v = image.values();
        return image.map((c, y, x) -> {
            float[] hsb = Color.RGBtoHSB((int) v[0][y][x], (int) v[1][y][x], (int) v[2][y][x], null);
            return channel(Color.HSBtoRGB(hsb[0] + (float) turns, hsb[1], hsb[2]), c);
        });
    }

    @Test
    void theOrderAndTheAmountsVary() {
        long orders = java.util.stream.IntStream.range(0, 500)
                .mapToObj(i -> Arrays.toString(ColorJitter.order(new RandomDraws(1, 0, i))))
                .distinct()
                .count();
        assertThat(orders).isEqualTo(24);
        double least = 9;
        double most = 0;
        for (int i = 0; i < 500; i++) {
            double factor = ColorJitter.factor(new RandomDraws(1, 0, i), 0, 0.4);
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(least).isBetween(0.6, 0.62);
        assertThat(most).isBetween(1.38, 1.4);
        assertThat(ColorJitter.factor(new RandomDraws(1, 0, 1), 0, 5)).isBetween(0.0, 6.0);
    }

    @Test
    void refusesWhatWouldChangeNothing() {
        assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0)).hasMessageContaining("must change something");
        assertThatThrownBy(() -> new ColorJitter(-1, 0, 0, 0)).hasMessageContaining("from 0 to 100, got -1");
        assertThatThrownBy(() -> new ColorJitter(0, 0, 0, 0.6)).hasMessageContaining("from 0 to 0.5, got 0.6");
        assertThatThrownBy(() -> new ColorJitter(0.1, 0, 0, 0.1).check(new ImageShape(1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("have no colour");
        assertThatThrownBy(() -> new ColorJitter(0.1, 0, 0.1, 0).check(new ImageShape(1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("saturation 0.1");
    }
}
