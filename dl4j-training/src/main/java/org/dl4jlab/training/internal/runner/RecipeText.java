package org.dl4jlab.training.internal.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.BalanceSettings;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;

/** One line that tells a person how a network is about to be trained; what is not used is not mentioned. */
final class RecipeText {

    private RecipeText() {}

    static String of(TrainingSettings settings) {
        List<String> parts = new ArrayList<>();
        OptimizerSettings optimization = settings.optimization();
        parts.add(String.format(
                Locale.ROOT,
                "%d %s of %s",
                settings.epochs(),
                settings.epochs() == 1 ? "epoch" : "epochs",
                optimization.optimizer().title()));
        parts.add(rate(settings));
        if (optimization.momentum() > 0 && !isAdam(optimization)) {
            parts.add("momentum " + optimization.momentum());
        }
        if (optimization.weightDecay() > 0) {
            parts.add("weight decay " + optimization.weightDecay());
        }
        parts.add((settings.gradients().accumulation() > 1
                        ? settings.gradients().accumulation() + " batches of "
                        : "batches of ")
                + settings.batch()
                + (settings.gradients().accumulation() > 1 ? " a step" : ""));
        if (settings.gradients().gradientClip() > 0) {
            parts.add("gradients no longer than " + settings.gradients().gradientClip());
        }
        if (settings.balance().sampling() == BalanceSettings.Sampling.BALANCED) {
            parts.add("equally many images of each class");
        }
        if (settings.balance().classWeights() == BalanceSettings.ClassWeights.BALANCED) {
            parts.add("balanced class weights");
        }
        augmentation(settings.augmentation(), parts);
        if (settings.labelSmoothing() > 0) {
            parts.add("label smoothing " + settings.labelSmoothing());
        }
        switch (settings.averaging().averaging()) {
            case EMA -> parts.add("moving average of the weights");
            case LOOKAHEAD -> parts.add("lookahead");
            case NONE -> {}
        }
        return String.join(", ", parts);
    }

    private static boolean isAdam(OptimizerSettings optimization) {
        return optimization.optimizer() == OptimizerSettings.Optimizer.ADAM
                || optimization.optimizer() == OptimizerSettings.Optimizer.ADAMW;
    }

    private static String rate(TrainingSettings settings) {
        String value = "learning rate " + settings.learningRate();
        return switch (settings.rate().schedule()) {
            case CONSTANT -> value;
            case STEP -> value + " in steps";
            case COSINE -> value + " along a cosine";
            case PLATEAU -> value + ", lower where validation stands still";
            case EXPONENTIAL -> value + ", approached from below";
            case ONE_CYCLE -> value + " in one cycle";
        };
    }

    private static void augmentation(AugmentationSettings chosen, List<String> parts) {
        if (chosen.resizedCrop() > 0) {
            parts.add("resized crops of at least " + chosen.resizedCrop() + " of the area");
        }
        if (chosen.crop() > 0) {
            parts.add("crops of " + chosen.crop() + " pixels");
        }
        switch (chosen.flip()) {
            case RANDOM -> parts.add("flips");
            case ALTERNATING -> parts.add("alternating flips");
            case NONE -> {}
        }
        if (chosen.rotation() > 0) {
            parts.add("rotation by up to " + chosen.rotation() + " degrees");
        }
        switch (chosen.autoAugment()) {
            case TRIVIAL_AUGMENT -> parts.add("TrivialAugment");
            case RAND_AUGMENT ->
                parts.add("RandAugment of " + chosen.operations() + " at magnitude " + chosen.magnitude());
            case NONE -> {}
        }
        if (chosen.brightness() + chosen.contrast() + chosen.saturation() + chosen.hue() > 0) {
            parts.add("colour jitter");
        }
        if (chosen.cutout() > 0) {
            parts.add("cutout of " + chosen.cutout() + " pixels");
        }
        if (chosen.mixUp() > 0) {
            parts.add("MixUp " + chosen.mixUp());
        }
        if (chosen.cutMix() > 0) {
            parts.add("CutMix " + chosen.cutMix());
        }
    }
}
