package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class PixelPermutationTest {

    @Property
    @Domain(Images.class)
    void movesThePixelsOfAllChannelsAlike(@ForAll ImageShape shape, @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        PixelPermutation permutation = PixelPermutation.random(shape.area(), choices.seed());
        byte[] moved = Images.apply(permutation, image, shape, choices);
        for (int c = 0; c < shape.channels(); c++) {
            for (int p = 0; p < shape.area(); p++) {
                assertThat(moved[c * shape.area() + p]).isEqualTo(image[c * shape.area() + permutation.source(p)]);
            }
        }
    }

    @Property
    @Domain(Images.class)
    void theInverseBringsTheImageBack(@ForAll ImageShape shape, @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        PixelPermutation permutation = PixelPermutation.random(shape.area(), choices.seed());
        byte[] moved = Images.apply(permutation, image, shape, choices);
        assertThat(Images.apply(permutation.inverse(), moved, shape, choices)).isEqualTo(image);
        assertThat(permutation.inverse().inverse()).isEqualTo(permutation);
    }

    @Test
    void theSeedDecides() {
        assertThat(PixelPermutation.random(784, 1)).isEqualTo(PixelPermutation.random(784, 1));
        assertThat(PixelPermutation.random(784, 1)).isNotEqualTo(PixelPermutation.random(784, 2));
        assertThat(PixelPermutation.of(1, 0).source(0)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoPermutation() {
        assertThatThrownBy(() -> PixelPermutation.of(0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 1 is 2, out of range");
        assertThatThrownBy(() -> PixelPermutation.of(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 1 is 1, repeated");
        assertThatThrownBy(() -> PixelPermutation.random(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PixelPermutation.random(784, 1).check(new ImageShape(3, 32, 32)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("784 pixels does not fit images [3, 32, 32] of 1024 pixels");
    }
}
