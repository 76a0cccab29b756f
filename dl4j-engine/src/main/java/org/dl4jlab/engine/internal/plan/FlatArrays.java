package org.dl4jlab.engine.internal.plan;

/**
 * Addresses of the network's flat parameter array and, for training, flat gradient array (0 without).
 * The arrays must stay where they are as long as a plan on them is used.
 */
public record FlatArrays(long parameters, long gradients) {}
