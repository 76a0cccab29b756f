package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.TrainingSettings;

/**
 * How well do two small fully connected layers read digits after one look at each?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-fc"
 * </pre>
 *
 * Data: MNIST. Network: {@code Fc2Layer}, 784-8-8-10, 6,442 parameters, the size of {@link MnistCnnExperiment}. Training: one epoch
 * of SGD, learning rate 0.01, momentum 0.5, batches of 64. Expected: 86.5 % to 90 % of the test digits right (mean of
 * several seeds), in a few seconds.
 */
public final class MnistFcExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("mnist-fc")
            .question(
                    "How well does a fully connected network with 6,442 parameters read handwritten digits after one epoch?")
            .data(DataSets.MNIST)
            .network(Networks.FC2_LAYER)
            .settings(TrainingSettings.defaults())
            .expectation(new Expectation(0.84, 0.92, Duration.ofSeconds(10)));

    private MnistFcExperiment() {}
}
