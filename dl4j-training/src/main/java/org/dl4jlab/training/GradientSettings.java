package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * What happens to a gradient before the optimiser sees it.
 *
 * @param gradientClip largest Euclidean norm of the whole gradient, averaged over the images of a step and without weight
 *     decay; a longer one is shortened to it (Pascanu et al., 2013). 0 for no limit.
 * @param accumulation batches whose gradients are averaged into one step, for a batch that does not fit into memory.
 *     BatchNorm normalises each batch by itself; its running statistics move once a step, to the mean of the batches.
 */
public record GradientSettings(
        @Setting(
                value = "largest norm of the gradient, longer ones are shortened, 0 for no limit",
                min = 0,
                max = 1e6,
                onResume = true)
        double gradientClip,

        @Setting(value = "batches whose gradients make one step", min = 1, max = 10_000)
        int accumulation) {

    private static final GradientSettings PLAIN = new GradientSettings(0, 1);

    public GradientSettings {
        Settings.check(GradientSettings.class, gradientClip, accumulation);
    }

    /** A step for each batch, with its gradient as it is. */
    public static GradientSettings plain() {
        return PLAIN;
    }

    public GradientSettings withGradientClip(double value) {
        return new GradientSettings(value, accumulation);
    }

    public GradientSettings withAccumulation(int value) {
        return new GradientSettings(gradientClip, value);
    }

    /** Optimiser steps that some batches make. */
    public int steps(int batches) {
        return (batches + accumulation - 1) / accumulation;
    }
}
