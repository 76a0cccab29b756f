package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.augment.RandomResizedCrop.Window;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {

    /** Cuts the window out, and interpolates between the pixels of the small image alone. */
    private static SlowImage slowly(byte[] image, ImageShape shape, Window window) {
        SlowImage slow = SlowImage.of(image, shape);
        return slow.map((c, y, x) -> {
            double row = (y + 0.5) * window.height() / shape.height() - 0.5;
            double column = (x + 0.5) * window.width() / shape.width() - 0.5;
            return slow.at(
                    c,
                    window.top() + Math.max(0, Math.min(window.height() - 1, row)),
                    window.left() + Math.max(0, Math.min(window.width() - 1, column)),
                    Border.REFLECT);
        });
    }

    @Property(tries = 500)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void enlargesTheWindow(
            @ForAll ImageShape shape,
            @ForAll RandomDraws choices,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double least) {
        byte[] image = Images.random(shape);
        RandomResizedCrop step = new RandomResizedCrop(least);
        Window window = step.window(shape, choices);
        assertThat(window.top()).isBetween(0, shape.height() - window.height());
        assertThat(window.left()).isBetween(0, shape.width() - window.width());
        assertThat(slowly(image, shape, window).difference(Images.apply(step, image, shape, choices)))
                .isLessThanOrEqualTo(1.6);
    }

    @Test
    void windowsHaveTheSharesProportionsAndPlacesOfThePaper() {
        ImageShape shape = new ImageShape(3, 240, 240);
        int small = 0;
        int tall = 0;
        int above = 0;
        for (int i = 0; i < 4000; i++) {
            Window window = new RandomResizedCrop(0.2).window(shape, new RandomDraws(5, 0, i));
            double area = (double) window.width() * window.height() / shape.area();
            double ratio = (double) window.width() / window.height();
            // Sides are whole pixels.
            assertThat(area).isBetween(0.19, 1.0);
            assertThat(ratio).isBetween(0.74, 1.35);
            small += area < 0.45 ? 1 : 0;
            tall += ratio < 1 ? 1 : 0;
            above += window.top() < (240 - window.height()) / 2.0 ? 1 : 0;
        }
        // Uniform from 0.2 to 1: (0.45 - 0.2) / 0.8 = 31 % lie below 0.45, more because large ones may not fit. The
        // standard deviation of a share of 4000 is 0.8 %.
        assertThat(small / 4000.0).isBetween(0.31, 0.40);
        assertThat(tall / 4000.0).isBetween(0.47, 0.53);
        assertThat(above / 4000.0).isBetween(0.47, 0.53);
    }

    @Test
    void takesTheMiddleWhereNoWindowFits() {
        // A third of the height is more than 10 wide at any allowed proportion.
        Window window = new RandomResizedCrop(0.9).window(new ImageShape(1, 100, 10), new RandomDraws(5, 0, 1));
        assertThat(window).isEqualTo(new Window(43, 0, 13, 10));
        assertThat(new RandomResizedCrop(0.9).window(new ImageShape(1, 10, 100), new RandomDraws(5, 0, 1)))
                .isEqualTo(new Window(0, 43, 10, 13));
    }

    /** By hand: a window of 1 x 2 over a row of 4, whose centres lie at -0.25, 0.25, 0.75 and 1.25 of it. */
    @Test
    void interpolatesBetweenCentres() {
        byte[] row = {0, 100, (byte) 200, 0};
        ImageShape shape = new ImageShape(1, 1, 4);
        for (int i = 0; ; i++) {
            RandomResizedCrop step = new RandomResizedCrop(0.3);
            RandomDraws choices = new RandomDraws(1, 0, i);
            if (step.window(shape, choices).equals(new Window(0, 1, 1, 2))) {
                assertThat(Images.apply(step, row, shape, choices)).containsExactly(100, 125, (byte) 175, (byte) 200);
                return;
            }
            assertThat(i).isLessThan(10_000);
        }
    }

    @Test
    void refusesSharesThatMakeNoSense() {
        for (double share : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new RandomResizedCrop(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("above 0 and below 1, got " + share);
        }
    }
}
