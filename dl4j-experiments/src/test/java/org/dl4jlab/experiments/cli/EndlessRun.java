package org.dl4jlab.experiments.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.engine.network.EngineOptions;
import org.dl4jlab.training.Progress;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.runner.RunWatcher;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;

/** A program that trains on the committed images, by the same code as the run command, until it is interrupted. */
final class EndlessRun {

    private EndlessRun() {}

    public static void main(String[] args) throws Exception {
        LogSetup.configure();
        SliceExperiment experiment = new SliceExperiment("fc2layer", false);
        TrainingSettings settings = experiment.settings().withEpochs(100000);
        int code = RunCommand.runSeeds(
                experiment,
                settings,
                1,
                1,
                (DataSetSpec spec) -> MnistSlice.load(),
                new ExperimentRunner.Options(Path.of(args[0]), Optional.of(EngineOptions.defaults()), true, "test"),
                Progress.NONE,
                RunWatcher.NONE);
        System.exit(code);
    }
}
