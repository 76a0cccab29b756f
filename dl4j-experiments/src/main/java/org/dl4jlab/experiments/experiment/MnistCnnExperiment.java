package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.TrainingSettings;

/**
 * How much better do two small convolutions read digits than fully connected layers of the same size?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-cnn"
 * </pre>
 *
 * Data: MNIST. Network: {@code SimpleCnn} with 6 feature maps, 6,422 parameters, the size of {@link MnistFcExperiment}. Training:
 * one epoch of SGD, learning rate 0.01, momentum 0.5, batches of 64. Expected: at least 93.5 % of the test digits right
 * (mean of several seeds), in a few seconds.
 */
public final class MnistCnnExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("mnist-cnn")
            .question(
                    "How much better does a convolutional network with 6,422 parameters do than a fully connected one of that size?")
            .data(DataSets.MNIST)
            .network(Networks.SIMPLE_CNN)
            .settings(TrainingSettings.defaults())
            .expectation(new Expectation(0.92, 0.98, Duration.ofSeconds(20)));

    private MnistCnnExperiment() {}
}
