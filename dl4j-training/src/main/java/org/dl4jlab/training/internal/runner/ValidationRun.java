package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.loop.Checkpoints;
import org.dl4jlab.training.internal.loop.EpochEvaluation;
import org.dl4jlab.training.internal.loop.Trainer;
import org.dl4jlab.training.internal.loop.TrainingResult;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/**
 * Trains an experiment's network and scores it on held-out training images after each epoch, for those who choose
 * between settings. The test images are not looked at, and nothing is written.
 *
 * @param experiment data, network and permutation come from it
 * @param settings must hold validation images out
 * @param seed everything random follows from it
 * @param engine how the compiled engine runs the network; empty for DL4J's own layers
 */
public record ValidationRun(
        Experiment experiment, TrainingSettings settings, long seed, Optional<EngineOptions> engine) {

    /** Asked after each epoch. */
    @FunctionalInterface
    public interface EpochListener {

        /**
         * @param epoch counted from 1
         * @param validation on the held-out images
         * @return whether training should go on
         */
        boolean goesOn(int epoch, Evaluation validation);
    }

    /**
     * What training left behind.
     *
     * @param training metrics of every finished epoch
     * @param parameters number of weights and biases, without the running statistics
     * @param onEngine whether all of it ran on the compiled engine
     */
    public record Outcome(TrainingResult training, long parameters, boolean onEngine) {}

    public ValidationRun {
        settings.requireConsistent();
    }

    /** @throws InvalidInputException if no images are there to validate on, or both held-out ones and some of the data's own */
    public static void requireValidation(TrainingSettings settings, LoadedData loaded) {
        PreparedData.requireOneValidation(settings, loaded);
        if (loaded.validation().isEmpty() && settings.validationFraction() == 0) {
            throw new InvalidInputException(
                    "There is nothing to validate on: " + loaded.spec().title()
                            + " has no validation images of its own, so validationFraction must be above 0.");
        }
    }

    /**
     * Trains until the last epoch, or until the listener or {@code stopRequested} ends it.
     *
     * @param loaded the experiment's data set; may be shared by many threads
     * @throws InvalidInputException as {@link #requireValidation} does
     * @throws org.dl4jlab.training.TrainingException if the loss is no longer a finite number
     */
    public Outcome train(LoadedData loaded, BooleanSupplier stopRequested, EpochListener listener) {
        requireValidation(settings, loaded);
        RunSeeds seeds = new RunSeeds(seed);
        PreparedData data = PreparedData.of(experiment, settings, loaded, seeds);
        NetworkBuilder.Built built = NetworkBuilder.build(experiment, settings, data, seeds, engine);
        boolean[] ended = new boolean[1];
        int[] epoch = new int[1];
        Trainer trainer =
                new Trainer(settings, RunListener.NONE, () -> ended[0] || stopRequested.getAsBoolean(), false);
        try (TrainableNetwork network = built.network();
                ImageBatches train = data.trainBatches(settings, seeds, engine)) {
            TrainingResult result = trainer.train(
                    network,
                    train,
                    EpochEvaluation.validating(() -> {
                        try (ImageBatches held = data.evaluationBatches(data.validation(), settings)) {
                            Evaluation validation =
                                    Evaluator.evaluate(RunEvaluator.classifier(network, settings), held, done -> {});
                            ended[0] = !listener.goesOn(++epoch[0], validation);
                            return Optional.of(validation);
                        }
                    }),
                    Checkpoints.NONE);
            return new Outcome(result, built.record().parameters(), NetworkBuilder.ranOnEngine(network));
        }
    }
}
