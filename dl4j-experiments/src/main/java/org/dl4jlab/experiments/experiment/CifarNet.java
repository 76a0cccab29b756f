package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
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
public final class CifarNet implements Experiment {

    @Override
    public String name() {
        return "cifar-net";
    }

    @Override
    public String question() {
        return "How far does a LeNet with colour input and 62,006 parameters get on CIFAR-10?";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.CIFAR10;
    }

    @Override
    public NetworkDefinition network() {
        return Networks.CIFAR_NET;
    }

    @Override
    public TrainingSettings settings() {
        return TrainingSettings.of(10, 64).with(OptimizerSettings.adam(1e-3));
    }

    @Override
    public Normalization normalization() {
        return CifarNormalizations.HALVES;
    }

    @Override
    public Expectation expectation() {
        return new Expectation(0.60, 0.68, Duration.ofSeconds(60));
    }
}
