package org.dl4jlab.spark.testing;

import java.util.List;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.ExperimentProvider;
import org.dl4jlab.training.testing.SliceExperiment;

/** Makes a test experiment known to the command line and to executors. */
public final class SliceExperiments implements ExperimentProvider {

    @Override
    public List<Experiment> experiments() {
        return List.of(SliceExperiment.of("simple-cnn", false));
    }
}
