package org.dl4jlab.experiments.testing;

import java.time.Duration;
import java.util.Map;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.experiments.experiment.Expectation;
import org.dl4jlab.experiments.experiment.Experiment;
import org.dl4jlab.experiments.settings.Settings;
import org.dl4jlab.experiments.training.OptimizerSettings;
import org.dl4jlab.experiments.training.TrainingSettings;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;

/**
 * An experiment on {@link MnistSlice}.
 *
 * @param networkName in the registry
 * @param permutesPixels as in the experiments
 */
public record SliceExperiment(String networkName, boolean permutesPixels) implements Experiment {

    @Override
    public String name() {
        return "slice-" + networkName;
    }

    @Override
    public String question() {
        return "Does it run?";
    }

    @Override
    public DataSetSpec dataSet() {
        return MnistSlice.spec();
    }

    @Override
    public NetworkDefinition network() {
        return Networks.byName(networkName);
    }

    @Override
    public TrainingSettings settings() {
        return Settings.override(
                TrainingSettings.of(8, 20).with(OptimizerSettings.sgd(0.03, 0.9)),
                Map.of("testBatch", "100", "logEvery", "25"));
    }

    @Override
    public Expectation expectation() {
        return new Expectation(0.5, 1, Duration.ofSeconds(5));
    }
}
