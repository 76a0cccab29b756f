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
public record RandomDraws(long seed, int epoch, int image) {

    /** Apart from all numbers of epochs, and of copies, which are children of the same seed. */
    private static final long APART = 1L << 41;

    /**
     * A uniform number from 0 to {@code bound - 1}.
     *
     * @param draw which of this image's numbers, from 0
     * @param bound at least 1
     */
    public int below(int draw, int bound) {
        return SplitMix64.below(key(), draw, bound);
    }

    /**
     * A uniform number in [0, 1).
     *
     * @param draw which of this image's numbers, from 0
     */
    public double unit(int draw) {
        return SplitMix64.unit(key(), draw);
    }

    /**
     * A uniform number from {@code low} to {@code high}.
     *
     * @param draw which of this image's numbers, from 0
     */
    public double between(int draw, double low, double high) {
        return low + (high - low) * unit(draw);
    }

    /** The choices of the same step for the same image in another epoch. */
    public RandomDraws inEpoch(int other) {
        return new RandomDraws(seed, other, image);
    }

    /** Other choices for the same image in the same epoch, as of another step. */
    public RandomDraws apart(long other) {
        return new RandomDraws(SplitMix64.child(seed, APART + other), epoch, image);
    }

    private long key() {
        return SplitMix64.child(SplitMix64.child(seed, epoch), image);
    }
}
