package org.dl4jlab.training.internal.network;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A classifier that can be trained batch by batch. Not for several threads at once. Closing it frees its memory. */
public sealed interface TrainableNetwork extends AutoCloseable permits SequentialNetwork, GraphNetwork {

    /**
     * @param model a {@link MultiLayerNetwork} or a {@link ComputationGraph} with one input and one output
     * @throws IllegalArgumentException if it is neither
     */
    static TrainableNetwork of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new SequentialNetwork(network);
        }
        if (model instanceof ComputationGraph graph) {
            return new GraphNetwork(graph);
        }
        throw new IllegalArgumentException("a network is a MultiLayerNetwork or a ComputationGraph, not a "
                + model.getClass().getName());
    }

    /** DL4J's own object. */
    Model model();

    /** One optimiser step on a batch. */
    void fit(DataSet batch);

    /** Computes loss and gradients of a batch, and takes no step. The gradients are sums over the batch. */
    void computeGradients(DataSet batch);

    /** Where the gradients of all parameters lie, in DL4J's flat order; made if the network has not trained yet. */
    INDArray gradients();

    /** DL4J's layers, in their order; vertices of a graph without parameters are none. */
    Layer[] layers();

    /** DL4J's updater of the whole network. */
    BaseMultiLayerUpdater<?> updater();

    /**
     * Multiplies the learning rate of every parameter from the next step on.
     *
     * @throws IllegalStateException if a rate follows a schedule of its own
     */
    default void scaleLearningRate(double factor) {
        LearningRates.scale(layers(), factor);
    }

    /** Tells the network that an epoch is over; schedules and listeners count by it. */
    void endEpoch();

    /** Mean loss of the last step's batch, taken before its update, with regularisation, in nats. */
    default double loss() {
        return model().score();
    }

    /**
     * What regularisation adds to the loss with the weights as they are, in nats: the L1 and L2 terms of DL4J's score.
     */
    double penalty();

    /**
     * The learning rate of a step, of the first layer that learns; NaN if no layer has one.
     *
     * @param iteration steps taken before
     * @param epoch epochs finished before
     */
    default double learningRate(int iteration, int epoch) {
        return LearningRates.at(layers(), iteration, epoch);
    }

    /**
     * Predicts without training.
     *
     * @param features {@code [batch, channels, height, width]} or {@code [batch, pixels]}
     * @return class probabilities {@code [batch, classes]}
     */
    INDArray probabilities(INDArray features);

    /** The optimiser's state in DL4J's flat order; empty if it has none. */
    Optional<INDArray> updaterState();

    /**
     * Says how far training has come, for schedules and for dropout.
     *
     * @param iteration steps taken
     * @param epoch epochs finished
     */
    void setProgress(int iteration, int epoch);

    @Override
    default void close() {
        model().close();
    }
}
