package org.dl4jlab.training.internal.runner;

import org.dl4jlab.data.random.SplitMix64;

/**
 * The independent seeds of one run, all of which follow from the seed that the user gave. The permutation of pixels
 * depends on nothing else, so experiments of equal seed share it.
 *
 * @param run the user's seed
 */
public record RunSeeds(long run) {

    /** Initial weights and dropout. */
    public long network() {
        return SplitMix64.child(run, 1);
    }

    /** Order of the training images in each epoch. */
    public long order() {
        return SplitMix64.child(run, 2);
    }

    /** Order of the pixels, where an experiment permutes them. */
    public long permutation() {
        return SplitMix64.child(run, 3);
    }

    /** Which images are used, where only some are. */
    long subset() {
        return SplitMix64.child(run, 4);
    }

    /** What happens to each training image in each epoch. */
    public long augmentation() {
        return SplitMix64.child(run, 6);
    }

    /** Which training images are held out. */
    long validation() {
        return SplitMix64.child(run, 5);
    }

    /** How training images are divided into folds. */
    long folds() {
        return SplitMix64.child(run, 7);
    }
}
