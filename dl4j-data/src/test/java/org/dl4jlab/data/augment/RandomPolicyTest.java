package org.dl4jlab.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;
import org.junit.jupiter.api.Test;

/** TrivialAugment and RandAugment. */
class RandomPolicyTest {

    private static final ImageShape COLOR = new ImageShape(3, 9, 12);
    private static final ImageShape GREY = new ImageShape(1, 9, 12);

    /** What one operation does, by the definitions of the papers; moves are checked pixel by pixel instead. */
    private static void assertDone(
            Operation operation, double amount, byte[] image, byte[] result, ImageShape shape, Border border) {
        SlowImage slow = SlowImage.of(image, shape);
        switch (operation) {
            case IDENTITY -> assertThat(result).isEqualTo(image);
            case ROTATE, SHEAR_X, SHEAR_Y, TRANSLATE_X, TRANSLATE_Y -> {
                AffineMap map = switch (operation) {
                    case ROTATE -> AffineMap.rotation(amount, shape);
                    case SHEAR_X -> AffineMap.shearX(amount, shape);
                    case SHEAR_Y -> AffineMap.shearY(amount, shape);
                    case TRANSLATE_X -> AffineMap.translation(amount, 0);
                    default -> AffineMap.translation(0, amount);
                };
                AffineMapTest.assertNearest(result, map, image, shape, border);
            }
            case BRIGHTNESS ->
                assertThat(slow.map(v -> amount * v).bytes().difference(result)).isZero();
            case CONTRAST -> {
                double mean = Math.round(slow.luminance().mean());
                assertThat(slow.map(v -> mean + amount * (v - mean)).bytes().difference(result))
                        .isLessThanOrEqualTo(1);
            }
            case SATURATION ->
                assertThat(slow.away(slow.luminance(), amount).bytes().difference(result))
                        .isLessThanOrEqualTo(1);
            case POSTERIZE -> {
                double step = Math.pow(2, 8 - amount);
                assertThat(slow.map(v -> step * Math.floor(v / step)).difference(result))
                        .isZero();
            }
            case SOLARIZE ->
                assertThat(slow.map(v -> v < amount ? v : 255 - v).difference(result))
                        .isZero();
            // ColorChangesTest has these.
            case SHARPNESS, AUTO_CONTRAST, EQUALIZE -> {}
        }
    }

    @Property(tries = 600)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void trivialAugmentDoesTheOneThingItDrew(
            @ForAll ImageShape shape, @ForAll RandomDraws choices, @ForAll Border border) {
        byte[] image = Images.random(shape);
        byte[] result = Images.apply(new TrivialAugment(border), image, shape, choices);
        Operation operation = Operation.values()[choices.below(0, shape.channels() == 3 ? 14 : 13)];
        double strength = choices.below(1, 31) / 30.0;
        int sign = choices.below(2, 2) == 0 ? 1 : -1;
        assertDone(
                operation, MagnitudeRange.WIDE.amount(operation, strength, sign, shape), image, result, shape, border);
    }

    @Property(tries = 300)
    @Domain(Images.class)
    @Domain(DomainContext.Global.class)
    void randAugmentDoesOneAfterTheOther(
            @ForAll ImageShape shape,
            @ForAll RandomDraws choices,
            @ForAll @IntRange(min = 1, max = 4) int operations,
            @ForAll @IntRange(max = 30) int magnitude) {
        byte[] expected = Images.random(shape);
        for (int k = 0; k < operations; k++) {
            Operation operation = Operation.values()[choices.below(2 * k, shape.channels() == 3 ? 14 : 13)];
            int sign = choices.below(2 * k + 1, 2) == 0 ? 1 : -1;
            double amount = MagnitudeRange.STANDARD.amount(operation, magnitude / 30.0, sign, shape);
            byte[] next = new byte[expected.length];
            operation.apply(amount, expected, 0, next, 0, shape, Border.REFLECT);
            assertDone(operation, amount, expected, next, shape, Border.REFLECT);
            expected = next;
        }
        assertThat(Images.apply(
                        new RandAugment(operations, magnitude, Border.REFLECT), Images.random(shape), shape, choices))
                .isEqualTo(expected);
    }

    /** The table of the paper. */
    @Test
    void fullStrengthsAreThoseOfThePapers() {
        ImageShape shape = new ImageShape(3, 331, 331);
        assertThat(MagnitudeRange.WIDE.amount(Operation.SHEAR_X, 1, -1, shape)).isEqualTo(-0.99);
        assertThat(MagnitudeRange.WIDE.amount(Operation.TRANSLATE_Y, 1, 1, shape))
                .isEqualTo(32);
        assertThat(MagnitudeRange.WIDE.amount(Operation.ROTATE, 1, 1, shape)).isEqualTo(135);
        assertThat(MagnitudeRange.WIDE.amount(Operation.CONTRAST, 1, 1, shape)).isEqualTo(1.99);
        assertThat(MagnitudeRange.WIDE.amount(Operation.POSTERIZE, 1, 1, shape)).isEqualTo(2);
        assertThat(MagnitudeRange.WIDE.amount(Operation.SOLARIZE, 1, 1, shape)).isZero();
        assertThat(MagnitudeRange.STANDARD.amount(Operation.SHEAR_Y, 1, 1, shape))
                .isEqualTo(0.3);
        assertThat(MagnitudeRange.STANDARD.amount(Operation.TRANSLATE_X, 1, 1, shape))
                .isEqualTo(150);
        assertThat(MagnitudeRange.STANDARD.amount(Operation.ROTATE, 0.3, 1, shape))
                .isEqualTo(9);
        assertThat(MagnitudeRange.STANDARD.amount(Operation.SHARPNESS, 1, -1, shape))
                .isBetween(0.0999, 0.1001);
        assertThat(MagnitudeRange.STANDARD.amount(Operation.POSTERIZE, 1, 1, shape))
                .isEqualTo(4);
    }

    @Test
    void noStrengthChangesNothing() {
        byte[] image = Images.random(COLOR);
        for (Operation operation : Operation.values()) {
            byte[] result = new byte[image.length];
            for (MagnitudeRange strengths : MagnitudeRange.values()) {
                operation.apply(strengths.amount(operation, 0, -1, COLOR), image, 0, result, 0, COLOR, Border.ZERO);
                if (operation != Operation.AUTO_CONTRAST && operation != Operation.EQUALIZE) {
                    assertThat(result).as(operation.name()).isEqualTo(image);
                }
            }
        }
    }

    @Test
    void everyOperationIsEquallyLikely() {
        Map<Operation, Integer> counts = new EnumMap<>(Operation.class);
        for (int i = 0; i < 14_000; i++) {
            RandomDraws choices = new RandomDraws(2, i % 5, i);
            counts.merge(Operation.at(choices.below(0, Operation.count(COLOR))), 1, Integer::sum);
            assertThat(Operation.at(choices.below(0, Operation.count(GREY)))).isNotEqualTo(Operation.SATURATION);
        }
        assertThat(counts).hasSize(14);
        // Standard deviation of each count: sqrt(14000 * 1/14 * 13/14) = 30.
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(860, 1140));
    }

    @Test
    void refusesWhatItCannotDo() {
        assertThatThrownBy(() -> new RandAugment(0, 9, Border.ZERO)).hasMessageContaining("at least 1 operation");
        assertThatThrownBy(() -> new RandAugment(1, 31, Border.ZERO)).hasMessageContaining("from 0 to 30, got 31");
        assertThatThrownBy(() -> new RandAugment(1, 1, null)).hasMessageContaining("ZERO or REFLECT");
        assertThatThrownBy(() -> new TrivialAugment(null)).hasMessageContaining("ZERO or REFLECT");
        assertThatThrownBy(() -> new RandomRotation(0, Border.ZERO)).hasMessageContaining("at most 180 degrees, got 0");
        assertThatThrownBy(() -> new RandomRotation(5, null)).hasMessageContaining("ZERO or REFLECT");
    }
}
