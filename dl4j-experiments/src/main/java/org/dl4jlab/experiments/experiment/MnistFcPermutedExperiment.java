package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.TrainingSettings;

/**
 * Does a fully connected network mind if the pixels of all images are shuffled in the same way?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-fc-permuted"
 * </pre>
 *
 * As {@link MnistFcExperiment}, but every image has its pixels moved by one random permutation. A fully connected layer has no
 * notion of which pixels are neighbours, so the accuracy should stay within a few points of the plain experiment.
 */
public final class MnistFcPermutedExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("mnist-fc-permuted")
            .question(
                    "Does a fully connected network mind when the pixels of every image are shuffled in the same way?")
            .data(DataSets.MNIST)
            .network(Networks.FC2_LAYER)
            .settings(TrainingSettings.defaults())
            .permutedPixels()
            .expectation(new Expectation(0.82, 0.92, Duration.ofSeconds(10)));

    private MnistFcPermutedExperiment() {}
}
