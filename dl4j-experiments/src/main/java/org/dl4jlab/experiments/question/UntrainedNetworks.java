package org.dl4jlab.experiments.question;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.training.Experiment;

/** Networks as they are before their first step. */
final class UntrainedNetworks {

    private UntrainedNetworks() {}

    /**
     * An experiment's network with its initial weights; it must be a graph.
     *
     * @param data whose images it is for
     * @param seed of the weights
     */
    static ComputationGraph graph(Experiment experiment, LoadedData data, long seed) {
        var shape = data.spec().shape();
        NetworkOptions options = experiment
                .network()
                .defaults()
                .withInput(new InputShape(shape.channels(), shape.height(), shape.width()))
                .withClasses(data.spec().classCount())
                .withSeed(seed);
        return (ComputationGraph) experiment.network().configure(options).initialize();
    }
}
