package org.dl4jlab.models.registry;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.initialization.NetworkInitializer;

/** DL4J's two kinds of configuration under one roof. */
public sealed interface NetworkConfiguration {

    /**
     * Makes a network with its initial parameters, which depend on the configuration (it holds the seed) alone.
     *
     * @return a new network: a {@link MultiLayerNetwork} or a {@link ComputationGraph}
     */
    Model initialize();

    /**
     * Layers in a row.
     *
     * @param configuration DL4J's configuration
     */
    record Sequential(MultiLayerConfiguration configuration) implements NetworkConfiguration {
        @Override
        public MultiLayerNetwork initialize() {
            return NetworkInitializer.initialize(configuration);
        }
    }

    /**
     * A graph of layers, with one input and one output.
     *
     * @param configuration DL4J's configuration
     */
    record Graph(ComputationGraphConfiguration configuration) implements NetworkConfiguration {
        @Override
        public ComputationGraph initialize() {
            return NetworkInitializer.initialize(configuration);
        }
    }
}
