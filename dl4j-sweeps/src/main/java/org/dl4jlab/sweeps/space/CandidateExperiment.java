package org.dl4jlab.sweeps.space;

import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Experiment;

/** One point of a search space as an experiment, so that it is trained by the same code as any other. */
final class CandidateExperiment {

    private CandidateExperiment() {}

    static Experiment of(SearchSpace space, double[] genes) {
        return Experiment.named(space.name())
                .question(space.question())
                .data(space.data())
                .network(network(space, genes.clone()))
                .settings(space.settings());
    }

    /** What a network of the space starts from. */
    static NetworkOptions options(SearchSpace space) {
        ImageShape shape = space.dataSet().shape();
        return NetworkOptions.of(
                new InputShape(shape.channels(), shape.height(), shape.width()),
                space.dataSet().classCount());
    }

    private static NetworkDefinition network(SearchSpace space, double[] genes) {
        NetworkOptions options = options(space);
        return new NetworkDefinition(
                space.name(),
                space.name(),
                "A candidate of the sweep " + space.name(),
                options,
                NetworkDefinition.Input.IMAGE,
                space.network(options) instanceof ComputationGraphSpace
                        ? NetworkDefinition.Kind.GRAPH
                        : NetworkDefinition.Kind.SEQUENTIAL,
                training -> configuration(space, genes, training));
    }

    private static NetworkConfiguration configuration(SearchSpace space, double[] genes, NetworkOptions training) {
        Object value = space.network(training).getValue(genes);
        return value instanceof DL4JConfiguration layers
                ? new NetworkConfiguration.Sequential(layers.getMultiLayerConfiguration())
                : new NetworkConfiguration.Graph(((GraphConfiguration) value).getConfiguration());
    }
}
