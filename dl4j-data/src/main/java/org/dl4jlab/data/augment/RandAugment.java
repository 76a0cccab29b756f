package org.dl4jlab.data.augment;

import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/**
 * Some changes one after the other, each drawn anew from the kinds of {@link TrivialAugment}, all of one strength.
 *
 * <p>Source: E. Cubuk, B. Zoph, J. Shlens and Q. Le, "RandAugment: Practical Automated Data Augmentation with a Reduced
 * Search Space", 2020.
 *
 * @param operations changes to an image, at least 1; 2 in the paper for ImageNet
 * @param magnitude their strength, from 0 to 30; 9 in the paper for ImageNet
 * @param border what lies beyond the edge of an image that was moved
 */
public record RandAugment(int operations, int magnitude, Border border) implements ImageStep {

    /** The strongest. */
    public static final int LARGEST_MAGNITUDE = 30;

    public RandAugment {
        if (operations < 1) {
            throw new IllegalArgumentException("RandAugment needs at least 1 operation, got " + operations);
        }
        if (magnitude < 0 || magnitude > LARGEST_MAGNITUDE) {
            throw new IllegalArgumentException(
                    "the magnitude must be from 0 to " + LARGEST_MAGNITUDE + ", got " + magnitude);
        }
        if (border == null) {
            throw new IllegalArgumentException("the border must be ZERO or REFLECT");
        }
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        byte[] now = source;
        int at = from;
        for (int k = 0; k < operations; k++) {
            boolean last = k == operations - 1;
            byte[] next = last ? target : new byte[shape.size()];
            Operation operation = Operation.at(choices.below(2 * k, Operation.count(shape)));
            int sign = choices.below(2 * k + 1, 2) == 0 ? 1 : -1;
            double strength = (double) magnitude / LARGEST_MAGNITUDE;
            operation.apply(
                    MagnitudeRange.STANDARD.amount(operation, strength, sign, shape),
                    now,
                    at,
                    next,
                    last ? to : 0,
                    shape,
                    border);
            now = next;
            at = 0;
        }
    }
}
