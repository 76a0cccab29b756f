package org.dl4jlab.data.augment;

import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/**
 * Turns an image around its centre by a random angle, every angle within the limit with equal probability. Pixels are
 * interpolated bilinearly.
 *
 * @param degrees largest angle to either side, above 0 and at most 180
 * @param border what the corners show that come from outside
 */
public record RandomRotation(double degrees, Border border) implements ImageStep {

    public RandomRotation {
        if (!(degrees > 0 && degrees <= 180)) {
            throw new IllegalArgumentException(
                    "the largest angle must be above 0 and at most 180 degrees, got " + degrees);
        }
        if (border == null) {
            throw new IllegalArgumentException("the border must be ZERO or REFLECT");
        }
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        AffineMap.rotation(choices.between(0, -degrees, degrees), shape)
                .bilinear(source, from, target, to, shape, border);
    }
}
