package org.dl4jlab.experiments.experiment;

import org.dl4jlab.data.image.Normalization;

/** The constants of the lab's CIFAR-10 exercises that differ from the data set's own mean and deviation. */
public final class CifarNormalizations {

    /** Maps bytes to [-1, 1]; the lab's choice for its small network. */
    public static final Normalization HALVES =
            Normalization.of(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

    /**
     * The lab's choice for VGG. The deviations are those within one image, averaged over the images, and smaller than the
     * data set's; BatchNorm makes up for the difference.
     */
    public static final Normalization LAB =
            Normalization.of(new float[] {0.4914f, 0.4822f, 0.4465f}, new float[] {0.2023f, 0.1994f, 0.2010f});

    private CifarNormalizations() {}
}
