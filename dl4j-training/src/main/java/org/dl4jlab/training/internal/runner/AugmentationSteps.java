package org.dl4jlab.training.internal.runner;

import java.util.ArrayList;
import java.util.List;
import org.dl4jlab.data.augment.AlternatingFlip;
import org.dl4jlab.data.augment.ColorJitter;
import org.dl4jlab.data.augment.Cutout;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.data.augment.RandAugment;
import org.dl4jlab.data.augment.RandomFlip;
import org.dl4jlab.data.augment.RandomResizedCrop;
import org.dl4jlab.data.augment.RandomRotation;
import org.dl4jlab.data.augment.TrivialAugment;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.AugmentationSettings;

/** Turns settings into the steps that change an image, in their order: place, then colour, then what hides parts of it. */
final class AugmentationSteps {

    private AugmentationSteps() {}

    /** @param normalization whose mean fills the square of a cutout */
    static ImageStep[] of(AugmentationSettings chosen, Normalization normalization) {
        List<ImageStep> steps = new ArrayList<>();
        addMoves(chosen, steps);
        switch (chosen.autoAugment()) {
            case TRIVIAL_AUGMENT -> steps.add(new TrivialAugment(chosen.border()));
            case RAND_AUGMENT -> steps.add(new RandAugment(chosen.operations(), chosen.magnitude(), chosen.border()));
            case NONE -> {}
        }
        if (chosen.brightness() + chosen.contrast() + chosen.saturation() + chosen.hue() > 0) {
            steps.add(new ColorJitter(chosen.brightness(), chosen.contrast(), chosen.saturation(), chosen.hue()));
        }
        if (chosen.cutout() > 0) {
            steps.add(Cutout.mean(chosen.cutout(), normalization));
        }
        return steps.toArray(ImageStep[]::new);
    }

    private static void addMoves(AugmentationSettings chosen, List<ImageStep> steps) {
        if (chosen.resizedCrop() > 0) {
            steps.add(new RandomResizedCrop(chosen.resizedCrop()));
        }
        if (chosen.crop() > 0) {
            steps.add(new PadAndCrop(chosen.crop(), chosen.border()));
        }
        switch (chosen.flip()) {
            case RANDOM -> steps.add(new RandomFlip());
            case ALTERNATING -> steps.add(new AlternatingFlip());
            case NONE -> {}
        }
        if (chosen.rotation() > 0) {
            steps.add(new RandomRotation(chosen.rotation(), chosen.border()));
        }
    }
}
