package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Run;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run with its result and the data at hand that led to it.
 *
 * @param run whose folder has the saved network, its metrics and its losses
 * @param test what the network said about the test images
 * @param trainImages that were trained on
 * @param testImages that the predictions count in
 * @param normalization of the pixels
 * @param permutation of the pixels, where the experiment has one
 * @param augmentedCopies batches of one, each another augmented copy of the first training image; empty if training
 *     augments nothing; to be closed by whoever asks
 * @param testBatch the chosen test images as one batch of the network's input
 */
public record EvaluatedRun(
        Run run,
        Evaluation test,
        ImageView trainImages,
        ImageSet testImages,
        Normalization normalization,
        Optional<PixelPermutation> permutation,
        Supplier<Optional<ImageBatches>> augmentedCopies,
        Function<int[], INDArray> testBatch) {}
