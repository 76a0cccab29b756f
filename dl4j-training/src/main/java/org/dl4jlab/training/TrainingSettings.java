package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;

/**
 * How a network is trained and tested.
 *
 * @param epochs passes over the training images
 * @param batch images in one step
 * @param testBatch images predicted at once in a test
 * @param optimization how a gradient changes the weights
 * @param rate how the learning rate changes from step to step
 * @param labelSmoothing share of the target that is spread over all classes (Szegedy et al., 2016)
 * @param augmentation how training images are changed
 * @param averaging whether an average of the weights is kept
 * @param testViews of each image that are averaged in validation and test
 * @param validationFraction share of the training images held out; they are never trained on
 * @param keepBest whether the weights of the epoch of highest validation accuracy are kept instead of the last ones
 * @param patience epochs without a higher validation accuracy after which training ends; 0 for never
 * @param trainImages how many images to train on, drawn by the seed with every class in proportion; 0 for all
 * @param testImages how many images to test on, drawn likewise; 0 for all
 * @param checkpointEvery epochs between two checkpoints; 0 for none but when training is stopped
 * @param logEvery steps between two lines of progress
 */
public record TrainingSettings(
        @Setting(value = "passes over the training images", min = 1, max = 100_000)
        int epochs,

        @Setting(value = "images in one training step", min = 1, max = 60_000)
        int batch,

        @Setting(value = "images in one batch of a test", min = 1, max = 60_000)
        int testBatch,

        OptimizerSettings optimization,
        ScheduleSettings rate,

        @Setting(value = "share of the target spread over all classes", min = 0, max = 0.9)
        double labelSmoothing,

        AugmentationSettings augmentation,
        AveragingSettings averaging,

        @Setting("views of an image that a test averages") TestViews testViews,

        @Setting(value = "share of the training images held out for validation", min = 0, max = 0.9)
        double validationFraction,

        @Setting("keep the epoch of highest validation accuracy instead of the last")
        boolean keepBest,

        @Setting(value = "epochs without progress in validation before stopping, 0 for never", min = 0, max = 100_000)
        int patience,

        @Setting(value = "training images used, 0 for all", min = 0, max = 100_000_000)
        int trainImages,

        @Setting(value = "test images used, 0 for all", min = 0, max = 100_000_000)
        int testImages,

        @Setting(value = "epochs between two checkpoints, 0 for none", min = 0, max = 100_000)
        int checkpointEvery,

        @Setting(value = "training steps between two printed lines", min = 1, max = 1_000_000_000)
        int logEvery) {

    /** Which versions of an image a test shows to the network; their logits are averaged. */
    public enum TestViews {
        /** The image. */
        ONE,
        /** The image and its mirror image. */
        MIRROR,
        /** Both, and both again moved by one pixel up and left, and by one down and right. */
        MIRROR_SHIFT
    }

    /** @throws InvalidInputException if a choice needs validation data and none is held out */
    public TrainingSettings {
        if (validationFraction == 0 && (keepBest || patience > 0)) {
            throw new InvalidInputException("keepBest and patience choose by validation accuracy, but"
                    + " validationFraction is 0; hold out some images with --set validationFraction=0.1.");
        }
    }

    /** A plain start: SGD without momentum at 0.01, nothing held out, nothing changed. */
    public static TrainingSettings of(int epochs, int batch) {
        return new TrainingSettings(
                epochs,
                batch,
                1000,
                OptimizerSettings.sgd(0.01, 0),
                ScheduleSettings.constant(),
                0,
                AugmentationSettings.none(),
                AveragingSettings.none(),
                TestViews.ONE,
                0,
                false,
                0,
                0,
                0,
                1,
                100);
    }

    /**
     * The settings of the lab's MNIST exercises: one epoch of SGD at learning rate 0.01 and momentum 0.5 in batches of
     * 64, tested in batches of 1000. Nothing is chosen by validation, so nothing is held out.
     */
    public static TrainingSettings mnistLab() {
        return of(1, 64).with(OptimizerSettings.sgd(0.01, 0.5));
    }

    public double learningRate() {
        return optimization.learningRate();
    }

    public TrainingSettings with(OptimizerSettings value) {
        return copy(value, rate, labelSmoothing, augmentation, averaging, testViews, validationFraction);
    }

    public TrainingSettings with(ScheduleSettings value) {
        return copy(optimization, value, labelSmoothing, augmentation, averaging, testViews, validationFraction);
    }

    public TrainingSettings with(AugmentationSettings value) {
        return copy(optimization, rate, labelSmoothing, value, averaging, testViews, validationFraction);
    }

    public TrainingSettings with(AveragingSettings value) {
        return copy(optimization, rate, labelSmoothing, augmentation, value, testViews, validationFraction);
    }

    public TrainingSettings with(TestViews value) {
        return copy(optimization, rate, labelSmoothing, augmentation, averaging, value, validationFraction);
    }

    public TrainingSettings withLabelSmoothing(double value) {
        return copy(optimization, rate, value, augmentation, averaging, testViews, validationFraction);
    }

    public TrainingSettings withValidationFraction(double value) {
        return copy(optimization, rate, labelSmoothing, augmentation, averaging, testViews, value);
    }

    private TrainingSettings copy(
            OptimizerSettings newOptimization,
            ScheduleSettings newRate,
            double newLabelSmoothing,
            AugmentationSettings newAugmentation,
            AveragingSettings newAveraging,
            TestViews newTestViews,
            double newValidationFraction) {
        return new TrainingSettings(
                epochs,
                batch,
                testBatch,
                newOptimization,
                newRate,
                newLabelSmoothing,
                newAugmentation,
                newAveraging,
                newTestViews,
                newValidationFraction,
                keepBest,
                patience,
                trainImages,
                testImages,
                checkpointEvery,
                logEvery);
    }
}
