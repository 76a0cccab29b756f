package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.dl4jlab.data.image.ImageShape;

/** Small random images for the property tests, and how to change one and look at its pixels. */
public final class Images extends DomainContextBase {

    @Provide
    Arbitrary<ImageShape> shapes() {
        return Combinators.combine(
                        Arbitraries.of(1, 3),
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(1, 20))
                .as(ImageShape::new);
    }

    @Provide
    Arbitrary<RandomDraws> choices() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 100_000))
                .as(RandomDraws::new);
    }

    /** The same shape always has the same image. */
    static byte[] random(ImageShape shape) {
        byte[] image = new byte[shape.size()];
        new Random(shape.hashCode()).nextBytes(image);
        return image;
    }

    static byte pixel(byte[] image, ImageShape shape, int c, int y, int x) {
        return image[(c * shape.height() + y) * shape.width() + x];
    }

    /** Applies a step in the middle of larger arrays and checks that it touches nothing else. */
    static byte[] apply(ImageStep step, byte[] image, ImageShape shape, RandomDraws choices) {
        int before = 5;
        int after = 3;
        byte[] source = new byte[before + image.length + after];
        Arrays.fill(source, (byte) 99);
        System.arraycopy(image, 0, source, before, image.length);
        byte[] original = source.clone();
        byte[] target = new byte[after + image.length + before];
        Arrays.fill(target, (byte) 77);

        step.apply(source, before, target, after, shape, choices);

        assertThat(source).isEqualTo(original);
        assertThat(Arrays.copyOf(target, after)).containsOnly(77);
        assertThat(Arrays.copyOfRange(target, after + image.length, target.length))
                .containsOnly(77);
        return Arrays.copyOfRange(target, after, after + image.length);
    }
}
