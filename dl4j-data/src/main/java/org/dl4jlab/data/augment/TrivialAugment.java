package org.dl4jlab.data.augment;

import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/**
 * One change of strongly varied kind, at random: identity, shear, translation, rotation, brightness, contrast,
 * saturation, sharpness, posterising, solarising, auto-contrast or equalisation, each as likely as the others and with a
 * strength of 0 to 30 thirtieths. There is nothing to tune. Images without colour have no change of saturation. Pixels
 * that move are taken from the nearest place.
 *
 * <p>Source: S. Müller and F. Hutter, "TrivialAugment: Tuning-free Yet State-of-the-Art Data Augmentation", 2021; the
 * "wide" strengths.
 *
 * @param border what lies beyond the edge of an image that was moved
 */
public record TrivialAugment(Border border) implements ImageStep {

    private static final int LEVELS = 31;

    public TrivialAugment {
        if (border == null) {
            throw new IllegalArgumentException("the border must be ZERO or REFLECT");
        }
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        Operation operation = Operation.at(choices.below(0, Operation.count(shape)));
        double strength = choices.below(1, LEVELS) / (LEVELS - 1.0);
        int sign = choices.below(2, 2) == 0 ? 1 : -1;
        operation.apply(
                MagnitudeRange.WIDE.amount(operation, strength, sign, shape), source, from, target, to, shape, border);
    }
}
