package org.dl4jlab.experiments.experiment;

import java.util.List;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.ExperimentProvider;

/** The lab's experiments, in the order in which a student would run them. */
public final class LabExperiments implements ExperimentProvider {

    @Override
    public List<Experiment> experiments() {
        return List.of(
                MnistFc.EXPERIMENT,
                MnistCnn.EXPERIMENT,
                MnistFcPermuted.EXPERIMENT,
                MnistCnnPermuted.EXPERIMENT,
                CifarNet.EXPERIMENT,
                CifarNetImproved.EXPERIMENT,
                CifarVgg11.EXPERIMENT,
                CifarVgg16.EXPERIMENT,
                CifarResNet18.EXPERIMENT,
                CifarBest.EXPERIMENT);
    }
}
