package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

class FlipTest {

    private static final ImageShape SHAPE = new ImageShape(3, 4, 9);

    private static byte[] mirrored(byte[] image, ImageShape shape) {
        byte[] result = new byte[image.length];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    result[(c * shape.height() + y) * shape.width() + x] =
                            Images.pixel(image, shape, c, y, shape.width() - 1 - x);
                }
            }
        }
        return result;
    }

    private static boolean flips(ImageStep step, RandomDraws choices) {
        byte[] image = Images.random(SHAPE);
        byte[] result = Images.apply(step, image, SHAPE, choices);
        if (Arrays.equals(result, image)) {
            return false;
        }
        assertThat(result).isEqualTo(mirrored(image, SHAPE));
        return true;
    }

    @Property
    @Domain(Images.class)
    void mirrorsOrCopies(@ForAll ImageShape shape, @ForAll RandomDraws choices) {
        byte[] image = Images.random(shape);
        for (ImageStep step : new ImageStep[] {new RandomFlip(), new AlternatingFlip()}) {
            assertThat(Images.apply(step, image, shape, choices)).isIn(image, mirrored(image, shape));
        }
    }

    @Test
    void flipsHalfOfTheImagesAnewInEachEpoch() {
        int flipped = 0;
        int changed = 0;
        for (int image = 0; image < 2000; image++) {
            boolean first = flips(new RandomFlip(), new RandomDraws(1, 0, image));
            boolean second = flips(new RandomFlip(), new RandomDraws(1, 1, image));
            flipped += first ? 1 : 0;
            changed += first != second ? 1 : 0;
        }
        // Standard deviation of both: sqrt(2000) / 2 = 22.
        assertThat(flipped).isBetween(900, 1100);
        assertThat(changed).isBetween(900, 1100);
    }

    @Test
    void alternatesFromEpochToEpoch() {
        int flipped = 0;
        for (int image = 0; image < 2000; image++) {
            boolean first = flips(new AlternatingFlip(), new RandomDraws(1, 0, image));
            flipped += first ? 1 : 0;
            for (int epoch = 1; epoch < 5; epoch++) {
                assertThat(flips(new AlternatingFlip(), new RandomDraws(1, epoch, image)))
                        .isEqualTo(first ^ (epoch % 2 == 1));
            }
        }
        assertThat(flipped).isBetween(900, 1100);
    }
}
