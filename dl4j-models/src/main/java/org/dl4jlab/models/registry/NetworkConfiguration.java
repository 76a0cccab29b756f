package org.dl4jlab.models.registry;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.models.initialization.NetworkInitializer;
import org.dl4jlab.models.summary.NetworkSummary;
import org.dl4jlab.models.summary.TrainingWork;

/** DL4J's two kinds of configuration under one roof. */
public sealed interface NetworkConfiguration {

    /**
     * Makes a network with its initial parameters, which depend on the configuration (it holds the seed) alone.
     *
     * @return a new network: a {@link MultiLayerNetwork} or a {@link ComputationGraph}
     */
    Model initialize();

    /**
     * Reads layers, shapes, parameters and multiply-adds off the configuration.
     *
     * @param input type of one image, for example {@link NetworkDefinition#inputType}
     * @return the summary
     */
    NetworkSummary summary(InputType input);

    /**
     * Multiply-adds that a training step needs for each image.
     *
     * @param input type of one image
     * @see TrainingWork
     */
    long trainingMultiplyAdds(InputType input);

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

        @Override
        public NetworkSummary summary(InputType input) {
            return NetworkSummary.of(configuration, input);
        }

        @Override
        public long trainingMultiplyAdds(InputType input) {
            return TrainingWork.of(configuration, input);
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

        @Override
        public NetworkSummary summary(InputType input) {
            return NetworkSummary.of(configuration, input);
        }

        @Override
        public long trainingMultiplyAdds(InputType input) {
            return TrainingWork.of(configuration, input);
        }
    }
}
