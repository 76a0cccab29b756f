package org.dl4jlab.experiments.experiment;

import java.time.Duration;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;

/**
 * A convolution's strength is locality: what is left of it when neighbouring pixels no longer belong together?
 *
 * <pre>
 * mvn -q compile exec:java -Dexec.args="run mnist-cnn-permuted"
 * </pre>
 *
 * As {@link MnistCnn}, but every image has its pixels moved by the permutation that {@link MnistFcPermuted} uses with the
 * same seed. Convolution and pooling look at neighbours, and these now say nothing: expect to lose 6 points and more.
 */
public final class MnistCnnPermuted implements Experiment {

    @Override
    public String name() {
        return "mnist-cnn-permuted";
    }

    @Override
    public String question() {
        return "A convolution's strength is locality: what is left of it when neighbouring pixels no longer belong together?";
    }

    @Override
    public DataSetSpec dataSet() {
        return DataSets.MNIST;
    }

    @Override
    public NetworkDefinition network() {
        return Networks.SIMPLE_CNN;
    }

    @Override
    public TrainingSettings settings() {
        return TrainingSettings.defaults();
    }

    @Override
    public boolean permutesPixels() {
        return true;
    }

    @Override
    public Expectation expectation() {
        return new Expectation(0.75, 0.90, Duration.ofSeconds(20));
    }
}
