package org.dl4jlab.experiments.question;

import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.experiments.ask.plan.Choices;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.internal.runner.RunSeeds;

/** Networks as they are before their first step. */
final class UntrainedNetworks {

    private UntrainedNetworks() {}

    /**
     * An experiment's network with the weights that its run of a seed begins with.
     *
     * @param seed of the run
     */
    static Model of(Experiment experiment, long seed) {
        long weights = new RunSeeds(seed).network();
        return experiment
                .network()
                .configure(Choices.options(experiment).withSeed(weights))
                .initialize();
    }
}
