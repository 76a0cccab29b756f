package org.dl4jlab.experiments.experiment;

import java.util.List;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.ExperimentProvider;

/** The lab's experiments, in the order in which a student would run them. */
public final class LabExperiments implements ExperimentProvider {

    @Override
    public List<Experiment> experiments() {
        return List.of(
                MnistFcExperiment.EXPERIMENT,
                MnistCnnExperiment.EXPERIMENT,
                MnistFcPermutedExperiment.EXPERIMENT,
                MnistCnnPermutedExperiment.EXPERIMENT,
                MnistBestExperiment.EXPERIMENT,
                CifarNetExperiment.EXPERIMENT,
                CifarNetImprovedExperiment.EXPERIMENT,
                CifarVgg11Experiment.EXPERIMENT,
                CifarVgg16Experiment.EXPERIMENT,
                CifarResNet18Experiment.EXPERIMENT,
                CifarBestExperiment.EXPERIMENT);
    }
}
