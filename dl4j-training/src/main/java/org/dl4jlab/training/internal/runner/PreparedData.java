package org.dl4jlab.training.internal.runner;

import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.batches.ImageBatchesBuilder;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.AugmentationSettings;
import org.dl4jlab.training.CrossValidationSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Pretrained;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RunRecord;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The images of one run: which are trained on, which are held out, which are tested on, and how they become batches.
 *
 * @param loaded the data set
 * @param train to learn from
 * @param validation held out of the training images; may be empty
 * @param test looked at once, at the end: the test images, or a fold of the training images
 * @param permutation of the pixels, if the experiment has one
 * @param normalization how bytes become numbers
 * @param flat whether the network wants rows of pixels
 * @param machines among which the training images are divided
 */
public record PreparedData(
        LoadedData loaded,
        ImageView train,
        ImageView validation,
        ImageView test,
        Optional<PixelPermutation> permutation,
        Normalization normalization,
        boolean flat,
        int machines) {

    /** Enough to tell accuracy to about a percent, at little cost beside an epoch. */
    private static final int SAMPLE = 2000;

    static PreparedData of(Experiment experiment, TrainingSettings settings, LoadedData loaded, RunSeeds seeds) {
        return of(experiment, settings, loaded, seeds, 1);
    }

    /** @param machines among which the training images are divided */
    static PreparedData of(
            Experiment experiment, TrainingSettings settings, LoadedData loaded, RunSeeds seeds, int machines) {
        ExperimentRunner.checkImages(
                "trainImages", settings.trainImages(), loaded.train().size());
        ExperimentRunner.checkImages(
                "testImages", settings.testImages(), loaded.test().size());
        ImageView all = subset(ImageView.all(loaded.train()), settings.trainImages(), seeds);
        requireOneValidation(settings, loaded);
        CrossValidationSettings cross = settings.crossValidation();
        ImageView.Split fold = cross.used()
                ? all.fold(cross.folds(), cross.fold(), seeds.folds())
                : new ImageView.Split(all, subset(ImageView.all(loaded.test()), settings.testImages(), seeds));
        ImageView.Split split = fold.train().split(settings.validationFraction(), seeds.validation());
        PreparedData data = new PreparedData(
                loaded,
                split.train(),
                loaded.validation().map(ImageView::all).orElse(split.validation()),
                fold.validation(),
                experiment.permutesPixels()
                        ? Optional.of(
                                PixelPermutation.random(loaded.spec().shape().area(), seeds.permutation()))
                        : Optional.empty(),
                normalization(experiment, loaded),
                experiment.network().input() == NetworkDefinition.Input.VECTOR,
                machines);
        settings.requireValidation(loaded.validation().isPresent());
        EffectCheck.check(settings, data);
        return data;
    }

    /** @throws InvalidInputException if images were to be held out of data that have validation images of their own */
    static void requireOneValidation(TrainingSettings settings, LoadedData loaded) {
        if (loaded.validation().isPresent() && settings.validationFraction() > 0) {
            throw new InvalidInputException("Setting 'validationFraction' must be 0, because "
                    + loaded.spec().title() + " has validation images of its own.");
        }
    }

    /** Weights that were trained before expect the numbers that they were trained on. */
    private static Normalization normalization(Experiment experiment, LoadedData loaded) {
        return experiment
                .normalization()
                .or(() -> experiment
                        .pretrained()
                        .flatMap(Pretrained::normalization)
                        .filter(known ->
                                known.channels() == loaded.spec().shape().channels()))
                .orElse(loaded.spec().normalization());
    }

    /**
     * Shuffled, augmented batches to train on.
     *
     * @param engine that will train on them; the batches are the same with any, but not the thread that makes them
     */
    ImageBatches trainBatches(TrainingSettings settings, RunSeeds seeds, Optional<EngineOptions> engine) {
        return new TrainingBatches(train, permutation, normalization, flat)
                .of(settings, seeds.order(), seeds.augmentation(), engine);
    }

    /** Some training images, the same after each epoch, to see how well those are known that were trained on. */
    ImageView trainSample(RunSeeds seeds) {
        return train.size() <= SAMPLE ? train : train.stratified(SAMPLE, seeds.subset());
    }

    /** The first training image alone, augmented as in training and with its pixels in place. */
    Optional<ImageBatches> augmentedCopies(TrainingSettings settings, RunSeeds seeds) {
        ImageStep[] steps = augmentation(settings.augmentation());
        Optional<ImageMixing> mixing = TrainingBatches.mixing(settings.augmentation());
        if (steps.length == 0 && mixing.isEmpty()) {
            return Optional.empty();
        }
        // In the view's order the first image comes first in every epoch; what it is mixed with comes from all of them.
        ImageBatchesBuilder builder = ImageBatches.of(train)
                .batchSize(1)
                .normalize(normalization)
                .augment(seeds.augmentation(), steps)
                .workers(0);
        mixing.ifPresent(builder::mix);
        return Optional.of(builder.build());
    }

    /** Some test images as one batch of a network's input, in the order asked for. */
    INDArray testBatch(int[] images) {
        INDArray[] rows = new INDArray[images.length];
        for (int i = 0; i < images.length; i++) {
            try (ImageBatches one = batches(ImageView.all(test.set()), 1)
                    .workers(0)
                    .freshArrays()
                    .build()) {
                one.seek(new Position(0, images[i]));
                rows[i] = one.next().getFeatures();
            }
        }
        return Nd4j.concat(0, rows);
    }

    /** Optimiser steps in one epoch; where several machines train, of the one that has the most. */
    int stepsPerEpoch(TrainingSettings settings) {
        return Math.max(1, settings.gradients().steps(batchesPerEpoch(settings)));
    }

    /** Batches in one epoch; where several machines train, of the one that has the most. */
    int batchesPerEpoch(TrainingSettings settings) {
        int images = (train.size() + machines - 1) / machines;
        return (images + settings.batch() - 1) / settings.batch();
    }

    private ImageStep[] augmentation(AugmentationSettings chosen) {
        return AugmentationSteps.of(chosen, normalization);
    }

    /** Batches in a fixed order, to evaluate on. */
    ImageBatches evaluationBatches(ImageView view, TrainingSettings settings) {
        return batches(view, Math.min(settings.testBatch(), view.size()))
                .prefetch(1)
                .build();
    }

    RunRecord.Data record(RunSeeds seeds) {
        DataSetSpec spec = loaded.spec();
        return new RunRecord.Data(
                spec.id(),
                spec.title(),
                List.of(
                        spec.shape().channels(),
                        spec.shape().height(),
                        spec.shape().width()),
                spec.classNames(),
                train.size(),
                validation.size(),
                test.size(),
                permutation.isPresent(),
                loaded.sha256ByFile(),
                RunRecord.Input.of(
                        normalization,
                        permutation.isPresent() ? seeds.permutation() : null,
                        flat,
                        spec.preprocessing()),
                loaded.pictures().map(pictures -> pictures.survey().findings()).orElse(null));
    }

    private ImageBatchesBuilder batches(ImageView view, int batch) {
        ImageBatchesBuilder builder = ImageBatches.of(view).batchSize(batch).normalize(normalization);
        permutation.ifPresent(builder::permutation);
        return flat ? builder.flat() : builder;
    }

    private static ImageView subset(ImageView view, int wanted, RunSeeds seeds) {
        return wanted == 0 ? view : view.stratified(wanted, seeds.subset());
    }
}
