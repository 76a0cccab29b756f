package org.dl4jlab.training;

import java.util.function.Consumer;
import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How a network is trained and tested. Start with {@link #defaults()} and change what differs:
 * {@code TrainingSettings.defaults().withEpochs(3).withLearningRate(0.05)}.
 *
 * @param epochs passes over the training images
 * @param batch images in one step
 * @param shuffle in which order the training images come
 * @param testBatch images predicted at once in a test
 * @param optimization how a gradient changes the weights
 * @param rate how the learning rate changes from step to step
 * @param labelSmoothing share of the target that is spread over all classes (Szegedy et al., 2016)
 * @param augmentation how training images are changed
 * @param averaging whether an average of the weights is kept
 * @param balance what is done about classes of unequal size
 * @param crossValidation whether a part of the training images is tested on instead of the test images
 * @param gradients what happens to a gradient before the optimiser sees it
 * @param fineTuning how the first layers are trained
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
        @Setting(value = "passes over the training images", min = 1, max = 100_000, onResume = true)
        int epochs,

        @Setting(value = "images in one training step", min = 1, max = 60_000)
        int batch,

        @Setting("order of the training images: shuffled anew in every epoch, shuffled once, as stored, or"
                + " sorted by class")
        Shuffle shuffle,

        @Setting(value = "images in one batch of a test", min = 1, max = 60_000, onResume = true)
        int testBatch,

        OptimizerSettings optimization,
        ScheduleSettings rate,

        @Setting(value = "share of the target spread over all classes", min = 0, max = 0.9, onResume = true)
        double labelSmoothing,

        AugmentationSettings augmentation,
        AveragingSettings averaging,
        BalanceSettings balance,
        GradientSettings gradients,
        CrossValidationSettings crossValidation,
        FineTuningSettings fineTuning,

        @Setting(value = "views of an image that a test averages", onResume = true)
        TestViews testViews,

        @Setting(value = "share of the training images held out for validation", min = 0, max = 0.9)
        double validationFraction,

        @Setting("keep the epoch of highest validation accuracy instead of the last")
        boolean keepBest,

        @Setting(
                value = "epochs without progress in validation before stopping, 0 for never",
                min = 0,
                max = 100_000,
                onResume = true)
        int patience,

        @Setting(value = "training images used, 0 for all", min = 0, max = 100_000_000)
        int trainImages,

        @Setting(value = "test images used, 0 for all", min = 0, max = 100_000_000)
        int testImages,

        @Setting(value = "epochs between two checkpoints, 0 for none", min = 0, max = 100_000, onResume = true)
        int checkpointEvery,

        @Setting(value = "training steps between two printed lines", min = 1, max = 1_000_000_000, onResume = true)
        int logEvery)
        implements GroupedSettings {

    /** In which order the training images of an epoch come. */
    public enum Shuffle {
        /** In a new random order in each epoch. */
        EVERY_EPOCH,
        /** In one random order, the same in each epoch. */
        ONCE,
        /** As the data set stores them. */
        NONE,
        /** All images of the first class, then all of the second, and so on. */
        BY_CLASS
    }

    /** Which versions of an image a test shows to the network; their logits are averaged. */
    public enum TestViews {
        /** The image. */
        ONE,
        /** The image and its mirror image. */
        MIRROR,
        /** Both, and both again moved by one pixel up and left, and by one down and right. */
        MIRROR_SHIFT
    }

    /** @throws InvalidInputException if a value lies outside of its range */
    public TrainingSettings {
        Settings.check(
                TrainingSettings.class,
                epochs,
                batch,
                shuffle,
                testBatch,
                optimization,
                rate,
                labelSmoothing,
                augmentation,
                averaging,
                balance,
                gradients,
                crossValidation,
                fineTuning,
                testViews,
                validationFraction,
                keepBest,
                patience,
                trainImages,
                testImages,
                checkpointEvery,
                logEvery);
    }

    /**
     * A plain start: SGD without momentum at 0.01, nothing held out, nothing changed.
     *
     * @throws InvalidInputException if a number is below 1 or above what is allowed
     */
    public static TrainingSettings of(int epochs, int batch) {
        return new TrainingSettings(
                epochs,
                batch,
                Shuffle.EVERY_EPOCH,
                1000,
                OptimizerSettings.sgd(0.01, 0),
                ScheduleSettings.constant(),
                0,
                AugmentationSettings.none(),
                AveragingSettings.none(),
                BalanceSettings.none(),
                GradientSettings.plain(),
                CrossValidationSettings.none(),
                FineTuningSettings.none(),
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
     * One epoch of SGD at learning rate 0.01 and momentum 0.5 in batches of 64, tested in batches of 1000: the settings of
     * the lab's MNIST exercises. Nothing is chosen by validation, so nothing is held out.
     */
    public static TrainingSettings defaults() {
        return of(1, 64).with(OptimizerSettings.sgd(0.01, 0.5));
    }

    /**
     * Checks the settings against each other. Whoever trains does this before anything else; a single setting is checked
     * when it is made, so that changes may come in any order.
     *
     * @throws InvalidInputException if they contradict each other
     */
    public void requireConsistent() {
        crossValidation.requireConsistent(testImages);
        if (balance.sampling() == BalanceSettings.Sampling.BALANCED && shuffle != Shuffle.EVERY_EPOCH) {
            throw new InvalidInputException("sampling=balanced draws the images of each epoch anew, so shuffle="
                    + Settings.word(shuffle) + " cannot be kept; use one of the two.");
        }
        rate.requireConsistent();
    }

    /**
     * Checks that there are validation images if a choice needs them.
     *
     * @param own whether the data have, or may have, a validation part of their own
     * @throws InvalidInputException if a choice needs validation images and none are held out
     */
    public void requireValidation(boolean own) {
        if (own || validationFraction > 0) {
            return;
        }
        String remedy =
                ", but validationFraction is 0 and the data have no validation part of their own; hold some images"
                        + " out, for example validationFraction=0.1.";
        if (keepBest || patience > 0) {
            throw new InvalidInputException(
                    (keepBest ? "keepBest" : "patience=" + patience) + " chooses by validation accuracy" + remedy);
        }
        if (rate.schedule() == ScheduleSettings.Schedule.PLATEAU) {
            throw new InvalidInputException("schedule=plateau reduces the learning rate by validation loss" + remedy);
        }
    }

    public double learningRate() {
        return optimization.learningRate();
    }

    @Override
    public TrainingSettings with(OptimizerSettings value) {
        return changed(draft -> draft.optimization = value);
    }

    @Override
    public TrainingSettings with(ScheduleSettings value) {
        return changed(draft -> draft.rate = value);
    }

    @Override
    public TrainingSettings with(AugmentationSettings value) {
        return changed(draft -> draft.augmentation = value);
    }

    @Override
    public TrainingSettings with(AveragingSettings value) {
        return changed(draft -> draft.averaging = value);
    }

    @Override
    public TrainingSettings with(BalanceSettings value) {
        return changed(draft -> draft.balance = value);
    }

    @Override
    public TrainingSettings with(GradientSettings value) {
        return changed(draft -> draft.gradients = value);
    }

    @Override
    public TrainingSettings with(CrossValidationSettings value) {
        return changed(draft -> draft.crossValidation = value);
    }

    @Override
    public TrainingSettings with(FineTuningSettings value) {
        return changed(draft -> draft.fineTuning = value);
    }

    public TrainingSettings withEpochs(int value) {
        return changed(draft -> draft.epochs = value);
    }

    public TrainingSettings withBatch(int value) {
        return changed(draft -> draft.batch = value);
    }

    public TrainingSettings withShuffle(Shuffle value) {
        return changed(draft -> draft.shuffle = value);
    }

    public TrainingSettings withTestBatch(int value) {
        return changed(draft -> draft.testBatch = value);
    }

    public TrainingSettings withLabelSmoothing(double value) {
        return changed(draft -> draft.labelSmoothing = value);
    }

    public TrainingSettings withTestViews(TestViews value) {
        return changed(draft -> draft.testViews = value);
    }

    public TrainingSettings withValidationFraction(double value) {
        return changed(draft -> draft.validationFraction = value);
    }

    public TrainingSettings withKeepBest(boolean value) {
        return changed(draft -> draft.keepBest = value);
    }

    public TrainingSettings withPatience(int value) {
        return changed(draft -> draft.patience = value);
    }

    public TrainingSettings withTrainImages(int value) {
        return changed(draft -> draft.trainImages = value);
    }

    public TrainingSettings withTestImages(int value) {
        return changed(draft -> draft.testImages = value);
    }

    public TrainingSettings withCheckpointEvery(int value) {
        return changed(draft -> draft.checkpointEvery = value);
    }

    public TrainingSettings withLogEvery(int value) {
        return changed(draft -> draft.logEvery = value);
    }

    private TrainingSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** The components of a copy before it is made. */
    private static final class Draft {
        private int epochs;
        private int batch;
        private Shuffle shuffle;
        private int testBatch;
        private OptimizerSettings optimization;
        private ScheduleSettings rate;
        private double labelSmoothing;
        private AugmentationSettings augmentation;
        private AveragingSettings averaging;
        private BalanceSettings balance;
        private GradientSettings gradients;
        private CrossValidationSettings crossValidation;
        private FineTuningSettings fineTuning;
        private TestViews testViews;
        private double validationFraction;
        private boolean keepBest;
        private int patience;
        private int trainImages;
        private int testImages;
        private int checkpointEvery;
        private int logEvery;

        Draft(TrainingSettings from) {
            epochs = from.epochs;
            batch = from.batch;
            shuffle = from.shuffle;
            testBatch = from.testBatch;
            optimization = from.optimization;
            rate = from.rate;
            labelSmoothing = from.labelSmoothing;
            augmentation = from.augmentation;
            averaging = from.averaging;
            balance = from.balance;
            gradients = from.gradients;
            crossValidation = from.crossValidation;
            fineTuning = from.fineTuning;
            testViews = from.testViews;
            validationFraction = from.validationFraction;
            keepBest = from.keepBest;
            patience = from.patience;
            trainImages = from.trainImages;
            testImages = from.testImages;
            checkpointEvery = from.checkpointEvery;
            logEvery = from.logEvery;
        }

        TrainingSettings settings() {
            return new TrainingSettings(
                    epochs,
                    batch,
                    shuffle,
                    testBatch,
                    optimization,
                    rate,
                    labelSmoothing,
                    augmentation,
                    averaging,
                    balance,
                    gradients,
                    crossValidation,
                    fineTuning,
                    testViews,
                    validationFraction,
                    keepBest,
                    patience,
                    trainImages,
                    testImages,
                    checkpointEvery,
                    logEvery);
        }
    }
}
