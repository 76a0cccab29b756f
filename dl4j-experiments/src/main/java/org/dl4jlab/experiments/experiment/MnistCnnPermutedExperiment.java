package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.TrainingSettings;

/**
 * A convolution's strength is locality: what is left of it when neighbouring pixels no longer belong together?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-cnn-permuted"
 * </pre>
 *
 * As {@link MnistCnnExperiment}, but every image has its pixels moved by the permutation that {@link MnistFcPermutedExperiment} uses with the
 * same seed. Convolution and pooling look at neighbours, and these now say nothing: expect to lose 6 points and more.
 */
public final class MnistCnnPermutedExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("mnist-cnn-permuted")
            .question(
                    "A convolution's strength is locality: what is left of it when neighbouring pixels no longer belong together?")
            .data(DataSets.MNIST)
            .network(Networks.SIMPLE_CNN)
            .settings(TrainingSettings.defaults())
            .permutedPixels()
            .expectation(new Expectation(0.75, 0.90, Duration.ofSeconds(20)));

    private MnistCnnPermutedExperiment() {}
}
