package org.dl4jlab.training.internal.runner;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.evaluation.AveragedViews;
import org.dl4jlab.training.internal.evaluation.Evaluator;
import org.dl4jlab.training.internal.loop.EpochEvaluation;
import org.dl4jlab.training.internal.network.TrainableNetwork;

/**
 * Asks a network about images as the settings want it.
 *
 * @param listener shows progress
 * @param stop may end an evaluation
 */
public record RunEvaluator(TrainingSettings settings, RunListener listener, StopSignal stop) {

    /** @throws CancellationException if it was stopped */
    public Evaluation evaluate(String task, TrainableNetwork network, PreparedData data, ImageView view) {
        try (ImageBatches batches = data.evaluationBatches(view, settings);
                RunListener.Task shown = listener.begin(task, view.size(), "images")) {
            return Evaluator.evaluate(classifier(network, settings), batches, done -> {
                if (stop.requested()) {
                    throw new CancellationException(task + " was stopped");
                }
                shown.advanceTo(done);
            });
        }
    }

    /** What is measured after each epoch: a sample of the training images, and the images held out. */
    EpochEvaluation afterEpochs(TrainableNetwork network, PreparedData data, RunSeeds seeds) {
        ImageView sample = data.trainSample(seeds);
        return new EpochEvaluation() {
            @Override
            public Optional<Evaluation> validation() {
                return data.validation().size() == 0
                        ? Optional.empty()
                        : Optional.of(evaluate("Validating", network, data, data.validation()));
            }

            @Override
            public Optional<Evaluation> training() {
                return sample.size() == 0 ? Optional.empty() : Optional.of(evaluate("Checking", network, data, sample));
            }
        };
    }

    /** How the settings want a network to be asked. */
    static Evaluator.Classifier classifier(TrainableNetwork network, TrainingSettings settings) {
        return AveragedViews.of(settings.testViews(), network::probabilities);
    }
}
