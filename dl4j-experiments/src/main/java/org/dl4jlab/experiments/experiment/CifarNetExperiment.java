package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Experiment.Expectation;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.TrainingSettings;

/**
 * How far does a LeNet with colour input get on CIFAR-10?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run cifar-net"
 * </pre>
 *
 * Data: CIFAR-10, all 50,000 training images, each channel normalised by mean 0.5 and deviation 0.5; nothing is chosen, so
 * nothing is held out. Network: {@code CifarNet}, 62,006 parameters. Training: 10 epochs of Adam, learning rate 0.001,
 * batches of 64. Expected: at least 62 % of the test images right (mean of several seeds), in less than a minute.
 */
public final class CifarNetExperiment {

    public static final Experiment EXPERIMENT = Experiment.named("cifar-net")
            .question("How far does a LeNet with colour input and 62,006 parameters get on CIFAR-10?")
            .data(DataSets.CIFAR10)
            .network(Networks.CIFAR_NET)
            .settings(TrainingSettings.of(10, 64).with(OptimizerSettings.adam(1e-3)))
            .normalization(CifarNormalizations.HALVES)
            .expectation(new Expectation(0.60, 0.68, Duration.ofSeconds(60)));

    private CifarNetExperiment() {}
}
