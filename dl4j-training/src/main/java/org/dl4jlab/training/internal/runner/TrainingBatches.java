package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.TrainingSettings;

/**
 * Makes batches to train on.
 *
 * @param images to learn from
 * @param permutation of their pixels
 * @param normalization how bytes become numbers
 * @param flat whether the network wants rows of pixels
 */
public record TrainingBatches(
        ImageView images, Optional<PixelPermutation> permutation, Normalization normalization, boolean flat) {

    /**
     * Shuffled, augmented batches.
     *
     * @param orderSeed decides the order of the images
     * @param augmentationSeed decides what happens to each of them
     * @param engine that will train on them; the batches are the same with any, but not the thread that makes them
     */
    public ImageBatches of(
            TrainingSettings settings, long orderSeed, long augmentationSeed, Optional<EngineOptions> engine) {
        ImageBatchesBuilder builder = ImageBatches.of(images)
                .batchSize(settings.batch())
                .normalize(normalization)
                .augment(augmentationSeed, AugmentationSteps.of(settings.augmentation(), normalization))
                .labelSmoothing(settings.labelSmoothing());
        permutation.ifPresent(builder::permutation);
        if (flat) {
            builder.flat();
        }
        switch (settings.balance().sampling()) {
            case UNIFORM -> order(builder, settings.shuffle(), orderSeed);
            case BALANCED -> builder.balance(orderSeed);
        }
        mixing(settings.augmentation()).ifPresent(builder::mix);
        // The engine's convolutions keep all cores busy; the small fully connected networks and DL4J's own layers do
        // not.
        boolean allBusy = engine.isPresent() && !flat;
        return (allBusy ? builder.onDemand() : builder).build();
    }

    private static void order(ImageBatchesBuilder builder, TrainingSettings.Shuffle shuffle, long seed) {
        switch (shuffle) {
            case EVERY_EPOCH -> builder.shuffle(seed);
            case ONCE -> builder.shuffleOnce(seed);
            case BY_CLASS -> builder.sortByClass();
            case NONE -> {
                // A builder's own order is that of the images.
            }
        }
    }

    static Optional<ImageMixing> mixing(AugmentationSettings chosen) {
        return chosen.mixes() ? Optional.of(new ImageMixing(chosen.mixUp(), chosen.cutMix())) : Optional.empty();
    }
}
