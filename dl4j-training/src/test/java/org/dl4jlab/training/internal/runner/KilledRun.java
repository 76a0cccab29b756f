package org.dl4jlab.training.internal.runner;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.dl4jlab.training.AveragingSettings;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.testing.SliceExperiment;

/** A program that begins a run, or goes on with one, and writes a checkpoint every few milliseconds, to be killed. */
final class KilledRun {

    static final Experiment EXPERIMENT = SliceExperiment.of("simple-cnn", false);
    static final TrainingSettings SETTINGS = EXPERIMENT
            .settings()
            .withEpochs(200)
            .withTrainImages(200)
            .withTestImages(100)
            .withAveraging(AveragingSettings.Averaging.EMA)
            .withCrop(2);
    static final long SEED = 3;

    private KilledRun() {}

    /** @param args the folder of runs, or that of the run to go on with */
    public static void main(String[] args) throws Exception {
        Path path = Path.of(args[0]);
        if (path.resolve("run.json").toFile().isFile()) {
            runner(path.getParent()).resume(EXPERIMENT, RunFolder.open(path), UnaryOperator.identity());
        } else {
            runner(path).run(EXPERIMENT, SETTINGS, SEED);
        }
    }

    static ExperimentRunner runner(Path runs) {
        return new ExperimentRunner(runs, LabOptions.defaults());
    }
}
