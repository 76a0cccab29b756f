package org.dl4jlab.bench.workload;

/** How the weights move after each batch. */
public sealed interface WeightUpdate {

    /**
     * Gradient descent with Nesterov's momentum.
     *
     * @param learningRate step size
     * @param momentum part of the last step that is kept, in [0, 1)
     */
    record Nesterov(double learningRate, double momentum) implements WeightUpdate {}

    /**
     * Adam (Kingma and Ba, 2015) with its usual constants: 0.9, 0.999, 1e-8.
     *
     * @param learningRate step size
     */
    record Adam(double learningRate) implements WeightUpdate {}

    /** The rules that the network's own configuration holds. */
    record AsConfigured() implements WeightUpdate {}
}
