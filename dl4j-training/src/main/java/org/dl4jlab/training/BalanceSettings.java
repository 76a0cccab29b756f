package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How classes of unequal size are balanced in training. Validation and test are not affected.
 *
 * @param classWeights how much the loss of an image counts
 * @param sampling how often an image is trained on
 */
public record BalanceSettings(
        @Setting(value = "weight of a class in the loss: balanced is inverse to its number of images", onResume = true)
        ClassWeights classWeights,

        @Setting("images of an epoch: balanced draws equally many of each class")
        Sampling sampling) {

    /** The kinds of weights. */
    public enum ClassWeights {
        /** All images count the same. */
        NONE,
        /** {@code n / (classes * n of the class)}, with a mean of 1 over the training images. */
        BALANCED
    }

    /** The kinds of sampling. */
    public enum Sampling {
        /** Each image once an epoch. */
        UNIFORM,
        /**
         * Equally many images of each class in an epoch of unchanged length: images of rare classes appear several times, augmented
         * differently, and those of frequent classes take turns.
         */
        BALANCED
    }

    private static final BalanceSettings NONE = new BalanceSettings(ClassWeights.NONE, Sampling.UNIFORM);

    public BalanceSettings {
        Settings.check(BalanceSettings.class, classWeights, sampling);
    }

    /** No balancing. */
    public static BalanceSettings none() {
        return NONE;
    }

    public BalanceSettings withClassWeights(ClassWeights value) {
        return new BalanceSettings(value, sampling);
    }

    public BalanceSettings withSampling(Sampling value) {
        return new BalanceSettings(classWeights, value);
    }
}
