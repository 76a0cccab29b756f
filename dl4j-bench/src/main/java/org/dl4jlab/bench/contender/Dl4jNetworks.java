package org.dl4jlab.bench.contender;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.bench.workload.WeightUpdate;
import org.dl4jlab.bench.workload.Workload;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.models.registry.Networks;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** The networks of the workloads as DL4J builds them. */
public final class Dl4jNetworks {
    private Dl4jNetworks() {}

    /** The network of a workload, not yet trained. */
    public static Model of(Workload workload) {
        if (workload.isOfTheZoo()) {
            return ZooNetworks.of(workload);
        }
        NetworkDefinition definition = Networks.byName(workload.network());
        return definition
                .configure(definition.defaults().withUpdater(updater(workload.update())))
                .initialize();
    }

    /** How many of a network's parameters are trained. */
    public static long trainedParameters(Model model) {
        Layer[] layers = model instanceof MultiLayerNetwork network
                ? network.getLayers()
                : ((ComputationGraph) model).getLayers();
        long count = 0;
        for (Layer layer : layers) {
            count += layer.numParams();
            if (layer.conf().getLayer() instanceof BatchNormalization norm) {
                // DL4J keeps the running mean and variance among the parameters; they are not trained.
                count -= 2 * norm.getNOut();
            }
        }
        return count;
    }

    private static IUpdater updater(WeightUpdate rule) {
        if (rule instanceof WeightUpdate.Nesterov nesterov) {
            return new Nesterovs(nesterov.learningRate(), nesterov.momentum());
        }
        if (rule instanceof WeightUpdate.Adam adam) {
            return new Adam(adam.learningRate());
        }
        throw new IllegalArgumentException("DL4J is not told how to update by " + rule);
    }
}
