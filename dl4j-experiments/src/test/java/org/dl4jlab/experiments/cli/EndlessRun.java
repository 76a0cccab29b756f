package org.dl4jlab.experiments.cli;

import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.testing.SliceExperiment;

/** A program that trains on the committed images, by the same code as the run command, until it is interrupted. */
final class EndlessRun {

    private EndlessRun() {}

    public static void main(String[] args) throws Exception {
        Experiment endless = SliceExperiment.of("fc2layer", false);
        endless = endless.settings(endless.settings().withEpochs(100_000));
        LabProgram.of(endless).main("run", endless.name(), "--runs-dir", args[0]);
    }
}
