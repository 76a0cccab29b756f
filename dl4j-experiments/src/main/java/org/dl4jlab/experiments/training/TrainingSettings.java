package org.dl4jlab.experiments.training;

import org.dl4jlab.experiments.settings.Setting;

/**
 * How a network is trained with stochastic gradient descent.
 *
 * @param epochs passes over the training images
 * @param batch images in one step
 * @param testBatch images predicted at once in a test
 * @param learningRate of every step
 * @param momentum of classical momentum, as PyTorch's SGD has it
 * @param validationFraction share of the training images held out; they are never trained on
 * @param trainImages how many images to train on, drawn by the seed with every class in proportion; 0 for all
 * @param testImages how many images to test on, drawn likewise; 0 for all
 * @param logEvery steps between two lines of progress
 */
public record TrainingSettings(
        @Setting(value = "passes over the training images", min = 1, max = 100_000)
        int epochs,

        @Setting(value = "images in one training step", min = 1, max = 60_000)
        int batch,

        @Setting(value = "images in one batch of a test", min = 1, max = 60_000)
        int testBatch,

        @Setting(value = "learning rate of SGD", min = 1e-9, max = 100)
        double learningRate,

        @Setting(value = "classical momentum of SGD", min = 0, max = 0.9999)
        double momentum,

        @Setting(value = "share of the training images held out for validation", min = 0, max = 0.9)
        double validationFraction,

        @Setting(value = "training images used, 0 for all", min = 0, max = 100_000_000)
        int trainImages,

        @Setting(value = "test images used, 0 for all", min = 0, max = 100_000_000)
        int testImages,

        @Setting(value = "training steps between two printed lines", min = 1, max = 1_000_000_000)
        int logEvery) {

    /**
     * The settings of the lab's MNIST exercises: one epoch of SGD at learning rate 0.01 and momentum 0.5 in batches of
     * 64, tested in batches of 1000. Nothing is chosen by validation, so nothing is held out.
     */
    public static TrainingSettings mnistLab() {
        return new TrainingSettings(1, 64, 1000, 0.01, 0.5, 0, 0, 0, 100);
    }
}
