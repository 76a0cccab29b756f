package org.dl4jlab.engine.plan;

/**
 * What a plan is built for.
 *
 * @param batch number of examples of a run
 * @param training whether gradients are computed
 * @param observable whether every layer's activations can be read after the forward pass; steps of
 *     different layers are then not merged
 * @param threads OpenMP threads
 * @param seed of the network, for dropout
 */
public record PlanOptions(int batch, boolean training, boolean observable, int threads, long seed) {}
