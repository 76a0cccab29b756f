package org.dl4jlab.experiments.sweep.space;

import java.time.Duration;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.experiments.experiment.Expectation;
import org.dl4jlab.experiments.experiment.Experiment;
import org.dl4jlab.experiments.training.TrainingSettings;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;
import org.dl4jlab.models.registry.NetworkConfiguration;
import org.dl4jlab.models.registry.NetworkDefinition;

/**
 * One point of a search space as an experiment, so that it is trained by the same code as any other. Its optimiser is
 * the one that the space chose; of the training settings only what concerns the loop is used.
 */
final class CandidateExperiment implements Experiment {

    private final SearchSpace space;
    private final double[] genes;

    CandidateExperiment(SearchSpace space, double[] genes) {
        this.space = space;
        this.genes = genes.clone();
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
        ImageShape shape = space.dataSet().shape();
        NetworkOptions options = NetworkOptions.of(
                new InputShape(shape.channels(), shape.height(), shape.width()),
                space.dataSet().classCount());
        boolean graph = space.network().getValue(genes) instanceof GraphConfiguration;
        return new NetworkDefinition(
                space.name(),
                space.name(),
                "A candidate of the sweep " + space.name(),
                options,
                NetworkDefinition.Input.IMAGE,
                graph ? NetworkDefinition.Kind.GRAPH : NetworkDefinition.Kind.SEQUENTIAL,
                asked -> configuration(asked.seed()));
    }

    private NetworkConfiguration configuration(long seed) {
        Object value = space.network().getValue(genes);
        if (value instanceof DL4JConfiguration layers) {
            MultiLayerConfiguration configuration = layers.getMultiLayerConfiguration();
            configuration.getConfs().forEach(layer -> layer.setSeed(seed));
            return new NetworkConfiguration.Sequential(configuration);
        }
        ComputationGraphConfiguration configuration = ((GraphConfiguration) value).getConfiguration();
        configuration.getDefaultConfiguration().setSeed(seed);
        configuration.getVertices().values().forEach(vertex -> {
            if (vertex instanceof LayerVertex layer) {
                NeuralNetConfiguration conf = layer.getLayerConf();
                conf.setSeed(seed);
            }
        });
        return new NetworkConfiguration.Graph(configuration);
    }
}
