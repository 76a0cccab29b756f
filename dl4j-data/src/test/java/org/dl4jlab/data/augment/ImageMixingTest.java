package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class ImageMixingTest {

    private static final int DRAWS = 20_000;

    /** Kolmogorov and Smirnov: a greater distance than this has a probability of 0.1 %. */
    private static final double FURTHEST = 1.95 / Math.sqrt(DRAWS);

    private static void assertDistributed(double alpha, DoubleUnaryOperator cumulative) {
        double[] shares = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            shares[i] = BetaDraw.symmetric(alpha, new RandomDraws(4, i % 3, i), 3);
        }
        Arrays.sort(shares);
        double distance = 0;
        for (int i = 0; i < DRAWS; i++) {
            double expected = cumulative.applyAsDouble(shares[i]);
            distance = Math.max(distance, Math.max(expected - (double) i / DRAWS, (i + 1.0) / DRAWS - expected));
        }
        assertThat(distance).isLessThan(FURTHEST);
    }

    /** The parameters at which the distribution has a formula of its own. */
    @Test
    void sharesAreBetaDistributed() {
        assertDistributed(1, x -> x);
        assertDistributed(0.5, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
        assertDistributed(2, x -> x * x * (3 - 2 * x));
        assertDistributed(3, x -> x * x * x * (10 - 15 * x + 6 * x * x));
    }

    @Test
    void smallAndLargeParametersStayShares() {
        for (double alpha : new double[] {0.001, 0.2, 1000}) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < DRAWS; i++) {
                double share = BetaDraw.symmetric(alpha, new RandomDraws(9, 0, i), 0);
                assertThat(share).isBetween(0.0, 1.0);
                sum += share;
                squares += share * share;
            }
            double mean = sum / DRAWS;
            double variance = 1 / (4 * (2 * alpha + 1));
            assertThat(mean).isBetween(0.5 - 4 * Math.sqrt(variance / DRAWS), 0.5 + 4 * Math.sqrt(variance / DRAWS));
            assertThat(squares / DRAWS - mean * mean).isBetween(0.95 * variance, 1.05 * variance);
        }
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void blendsEveryPixel(@ForAll ImageShape shape, @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        byte[] other = new SlowOpposite(image).bytes();
        Mixture mixture = new ImageMixing(0.7, 0).draw(choices, shape);
        byte[] mixed = image.clone();
        mixture.apply(mixed, 0, other, 0, shape);
        double share = mixture.share();
        SlowImage expected = SlowImage.of(image, shape)
                .away(SlowImage.of(other, shape), share)
                .bytes();
        assertThat(expected.difference(mixed)).isZero();
        assertThat(share * 256).isEqualTo(Math.rint(share * 256));
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void pastesARectangleAndCountsWhatIsLeft(@ForAll ImageShape shape, @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        byte[] other = new SlowOpposite(image).bytes();
        Mixture mixture = new ImageMixing(0, 1).draw(choices, shape);
        byte[] mixed = image.clone();
        mixture.apply(mixed, 0, other, 0, shape);
        double share = BetaDraw.symmetric(1, choices, 3);
        int height = (int) (shape.height() * Math.sqrt(1 - share));
        int width = (int) (shape.width() * Math.sqrt(1 - share));
        int top = choices.below(1, shape.height()) - height / 2;
        int left = choices.below(2, shape.width()) - width / 2;
        int kept = 0;
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    boolean covered = y >= top && y < top + height && x >= left && x < left + width;
                    kept += covered ? 0 : 1;
                    assertThat(Images.pixel(mixed, shape, c, y, x))
                            .isEqualTo(Images.pixel(covered ? other : image, shape, c, y, x));
                }
            }
        }
        assertThat(mixture.share())
                .isBetween((double) kept / shape.size() - 1e-12, (double) kept / shape.size() + 1e-12);
    }

    /** Another image, in which no byte is the same. */
    private record SlowOpposite(byte[] image) {

        byte[] bytes() {
            byte[] other = new byte[image.length];
            for (int p = 0; p < other.length; p++) {
                other[p] = (byte) (image[p] + 1 + p % 200);
            }
            return other;
        }
    }

    @Test
    void eachOfBothIsTakenForHalfOfTheImages() {
        ImageShape shape = new ImageShape(1, 8, 8);
        int blends = 0;
        for (int i = 0; i < 2000; i++) {
            blends += new ImageMixing(0.2, 1).draw(new RandomDraws(1, 0, i), shape) instanceof Mixture.Blend ? 1 : 0;
            assertThat(new ImageMixing(0.2, 0).draw(new RandomDraws(1, 0, i), shape))
                    .isInstanceOf(Mixture.Blend.class);
            assertThat(new ImageMixing(0, 1).draw(new RandomDraws(1, 0, i), shape))
                    .isInstanceOf(Mixture.Paste.class);
        }
        // Standard deviation: sqrt(2000) / 2 = 22.
        assertThat(blends).isBetween(900, 1100);
    }

    @Test
    void refusesAlphasThatMixNothing() {
        assertThatThrownBy(() -> new ImageMixing(0, 0)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new ImageMixing(-1, 1))
                .hasMessageContaining("MixUp must be 0 or from 0.001 to 1000, got -1");
        assertThatThrownBy(() -> new ImageMixing(1, Double.NaN)).hasMessageContaining("CutMix");
        assertThatThrownBy(() -> new ImageMixing(1, 1e-9)).hasMessageContaining("CutMix");
    }
}
