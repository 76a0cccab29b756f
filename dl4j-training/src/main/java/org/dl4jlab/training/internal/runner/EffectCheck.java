package org.dl4jlab.training.internal.runner;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.AveragingSettings.Averaging;
import org.dl4jlab.training.BalanceSettings;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.ScheduleSettings.Schedule;
import org.dl4jlab.training.TrainingSettings;

/**
 * Refuses settings that would do nothing with the data at hand, or take the data away, before a network is made: a person
 * who asked for something must not believe that it happened.
 */
final class EffectCheck {

    private EffectCheck() {}

    /** @throws InvalidInputException with the numbers and a remedy */
    static void check(TrainingSettings settings, PreparedData data) {
        checkEpochs(settings);
        checkSteps(settings.epochs(), data.stepsPerEpoch(settings));
        checkAccumulation(settings, data.batchesPerEpoch(settings));
        checkAveraging(settings, settings.epochs() * (long) data.stepsPerEpoch(settings));
        checkBalance(settings.balance(), data.train().countByClass());
        checkPixels(settings.augmentation(), data.loaded().spec().shape());
        checkViews(settings, data.flat(), data.permutation().isPresent());
    }

    /**
     * @param flat whether the network takes rows of pixels
     * @param permuted whether the pixels of each image are moved about
     * @throws InvalidInputException with a remedy
     */
    static void checkViews(TrainingSettings settings, boolean flat, boolean permuted) {
        if (settings.testViews() != TrainingSettings.TestViews.ONE && (flat || permuted)) {
            throw new InvalidInputException("testViews shows mirrored and moved images, but "
                    + (flat ? "a fully connected network" : "a network of permuted pixels")
                    + " sees no neighbours; set testViews=one.");
        }
    }

    private static void checkEpochs(TrainingSettings settings) {
        int epochs = settings.epochs();
        Schedule schedule = settings.rate().schedule();
        if (settings.patience() > 0 && settings.patience() >= epochs) {
            throw new InvalidInputException("patience=" + settings.patience() + " could end training after epoch "
                    + (settings.patience() + 1) + " at the earliest, but there are only " + epochs
                    + " epochs; use a smaller patience or more epochs.");
        }
        if (schedule == Schedule.STEP && settings.rate().decayEpochs() >= epochs) {
            throw new InvalidInputException(
                    "schedule=step with decayEpochs=" + settings.rate().decayEpochs()
                            + " would never reduce the learning rate in " + epochs
                            + " epochs; use fewer decayEpochs, more epochs or schedule=constant.");
        }
        if (schedule == Schedule.PLATEAU && settings.rate().plateauEpochs() + 2 > epochs) {
            throw new InvalidInputException("schedule=plateau with plateauEpochs="
                    + settings.rate().plateauEpochs() + " could reduce the learning rate for epoch "
                    + (settings.rate().plateauEpochs() + 2) + " at the earliest, but there are only " + epochs
                    + " epochs; use fewer plateauEpochs or more epochs.");
        }
        if (schedule == Schedule.ONE_CYCLE && settings.rate().warmupEpochs() > 0) {
            throw new InvalidInputException("warmupEpochs=" + settings.rate().warmupEpochs()
                    + " does nothing with schedule=one-cycle, which rises by itself from startShare; set"
                    + " warmupEpochs=0.");
        }
    }

    /** Steps are counted by an int, which would begin again below zero. */
    static void checkSteps(int epochs, int stepsPerEpoch) {
        long steps = (long) epochs * stepsPerEpoch;
        if (steps > Integer.MAX_VALUE) {
            throw new InvalidInputException(
                    "epochs=" + epochs + " of " + stepsPerEpoch + " steps each are " + steps + " steps, and at most "
                            + Integer.MAX_VALUE + " can be counted; use fewer epochs or a larger batch.");
        }
    }

    /** A step ends with the epoch, however few batches it has. */
    static void checkAccumulation(TrainingSettings settings, int batches) {
        int accumulation = settings.gradients().accumulation();
        if (accumulation > batches) {
            throw new InvalidInputException(
                    "accumulation=" + accumulation + " is more than the " + batches + " batches of " + settings.batch()
                            + " images in an epoch, and no step goes beyond it; use " + batches + " or less.");
        }
    }

    private static void checkAveraging(TrainingSettings settings, long steps) {
        int every = settings.averaging().averagingEvery();
        if (settings.averaging().averaging() != Averaging.NONE && every > steps) {
            throw new InvalidInputException("averagingEvery=" + every + " is more than the " + steps
                    + " steps of this training: the average would stay the random network of the start; use "
                    + steps + " or less.");
        }
    }

    private static void checkBalance(BalanceSettings balance, int[] counts) {
        int[] present = Arrays.stream(counts).filter(n -> n > 0).distinct().toArray();
        if (present.length == 1 && !balance.equals(BalanceSettings.none())) {
            boolean sampling = balance.sampling() == BalanceSettings.Sampling.BALANCED;
            boolean weights = balance.classWeights() == BalanceSettings.ClassWeights.BALANCED;
            throw new InvalidInputException((sampling && weights
                            ? "sampling=balanced and classWeights=balanced change nothing"
                            : (sampling ? "sampling=balanced" : "classWeights=balanced") + " changes nothing")
                    + ": every class has " + present[0] + " training images.");
        }
    }

    private static void checkPixels(AugmentationSettings augmentation, ImageShape shape) {
        int shorter = Math.min(shape.height(), shape.width());
        int longer = Math.max(shape.height(), shape.width());
        if (augmentation.crop() >= shorter) {
            throw new InvalidInputException("crop=" + augmentation.crop() + " pixels could move an image of "
                    + shape.height() + "x" + shape.width() + " pixels out of sight; use at most "
                    + (shorter - 1) + ".");
        }
        if (augmentation.cutout() >= 2 * longer) {
            throw new InvalidInputException("cutout=" + augmentation.cutout() + " hides every image of "
                    + shape.height() + "x" + shape.width() + " pixels whole, wherever its centre lies; use less than "
                    + longer + ".");
        }
        if (shape.channels() != 3 && (augmentation.saturation() > 0 || augmentation.hue() > 0)) {
            throw new InvalidInputException("saturation=" + augmentation.saturation() + " and hue=" + augmentation.hue()
                    + " change colours, but these images have none; set both to 0.");
        }
    }
}
