package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.Normalization;
import org.junit.jupiter.api.Test;

class CutoutTest {

    @Property
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void hidesExactlyTheSquareAroundItsCentre(
            @ForAll ImageShape shape, @ForAll RandomDraws choices, @ForAll @IntRange(min = 1, max = 30) int size) {
        byte[] image = Images.random(shape);
        byte[] result = Images.apply(Cutout.black(size), image, shape, choices);
        int centreY = choices.below(0, shape.height());
        int centreX = choices.below(1, shape.width());
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    boolean hidden = y - centreY >= -(size / 2)
                            && y - centreY < size - size / 2
                            && x - centreX >= -(size / 2)
                            && x - centreX < size - size / 2;
                    assertThat(Images.pixel(result, shape, c, y, x))
                            .isEqualTo(hidden ? 0 : Images.pixel(image, shape, c, y, x));
                }
            }
        }
    }

    @Test
    void fillsWithTheMeanOfEachChannel() {
        ImageShape shape = new ImageShape(3, 2, 2);
        Normalization normalization =
                Normalization.of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2470f, 0.2435f, 0.2616f});
        byte[] result =
                Images.apply(Cutout.mean(8, normalization), Images.random(shape), shape, new RandomDraws(1, 2, 3));
        for (int c = 0; c < 3; c++) {
            for (int p = 0; p < 4; p++) {
                int value = result[c * 4 + p] & 0xFF;
                // Half a byte is at most 0.5 / 255 / 0.2435 = 0.008 after normalisation.
                assertThat(normalization.apply(c, value)).isBetween(-0.009f, 0.009f);
            }
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> Cutout.black(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 pixel, got 0");
        assertThatThrownBy(() -> Cutout.mean(4, Normalization.identity(3)).check(new ImageShape(1, 8, 8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 channels");
    }
}
