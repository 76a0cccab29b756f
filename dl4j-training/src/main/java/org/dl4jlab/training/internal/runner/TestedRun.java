package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.evaluation.Evaluation;
import org.dl4jlab.training.internal.loop.TrainingResult;
import org.dl4jlab.training.internal.run.RunFolder;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run with its result and the data at hand that led to it.
 *
 * @param folder with the saved network
 * @param settings of the training
 * @param graph whether the network is a {@code ComputationGraph}
 * @param training losses and metrics
 * @param test what the network said about the test images
 * @param trainImages that were trained on
 * @param testImages that the predictions count in
 * @param normalization of the pixels
 * @param permutation of the pixels, where the experiment has one
 * @param augmentedCopies batches of one, each another augmented copy of the first training image; empty if training
 *     augments nothing; to be closed by whoever asks
 * @param testBatch the chosen test images as one batch of the network's input
 */
public record TestedRun(
        RunFolder folder,
        TrainingSettings settings,
        boolean graph,
        TrainingResult training,
        Evaluation test,
        ImageView trainImages,
        ImageSet testImages,
        Normalization normalization,
        Optional<PixelPermutation> permutation,
        Supplier<Optional<ImageBatches>> augmentedCopies,
        Function<int[], INDArray> testBatch) {}
