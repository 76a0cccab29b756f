package org.dl4jlab.data.augment;

import org.dl4jlab.data.random.SplitMix64;

/**
 * The random numbers that one step has for one image in one epoch. They are looked up, not drawn in turn: the same
 * (seed, epoch, image, draw) is always the same number.
 *
 * @param seed of the step
 * @param epoch from 0
 * @param image the image's number in its {@link org.dl4jlab.data.image.ImageSet}, whatever the view and the order
 */
public record Choices(long seed, int epoch, int image) {

    /**
     * A uniform number from 0 to {@code bound - 1}.
     *
     * @param draw which of this image's numbers, from 0
     * @param bound at least 1
     */
    public int below(int draw, int bound) {
        return SplitMix64.below(SplitMix64.child(SplitMix64.child(seed, epoch), image), draw, bound);
    }

    /** The choices of the same step for the same image in another epoch. */
    public Choices inEpoch(int other) {
        return new Choices(seed, other, image);
    }
}
