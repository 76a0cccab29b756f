package org.dl4jlab.sweeps.space;

import java.time.Duration;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.Expectation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.TrainingSettings;

/** One point of a search space as an experiment, so that it is trained by the same code as any other. */
final class CandidateExperiment implements Experiment {

    private final SearchSpace space;
    private final double[] genes;

    CandidateExperiment(SearchSpace space, double[] genes) {
        this.space = space;
        this.genes = genes.clone();
    }

    /** What a network of the space starts from. */
    static NetworkOptions options(SearchSpace space) {
        ImageShape shape = space.dataSet().shape();
        return NetworkOptions.of(
                new InputShape(shape.channels(), shape.height(), shape.width()),
                space.dataSet().classCount());
    }

    @Override
    public String name() {
        return space.name();
    }

    @Override
    public String question() {
        return space.question();
    }

    @Override
    public DataSetSpec dataSet() {
        return space.dataSet();
    }

    @Override
    public TrainingSettings settings() {
        return space.settings();
    }

    /** Nobody knows before the sweep. */
    @Override
    public Expectation expectation() {
        return new Expectation(0, 1, Duration.ZERO);
    }

    @Override
    public NetworkDefinition network() {
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
                this::configuration);
    }

    private NetworkConfiguration configuration(NetworkOptions training) {
        Object value = space.network(training).getValue(genes);
        return value instanceof DL4JConfiguration layers
                ? new NetworkConfiguration.Sequential(layers.getMultiLayerConfiguration())
                : new NetworkConfiguration.Graph(((GraphConfiguration) value).getConfiguration());
    }
}
