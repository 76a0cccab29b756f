package org.dl4jlab.engine.internal.optimizer;

/**
 * How one range is updated at one iteration.
 *
 * @param range which parameters
 * @param scale what gradients are multiplied by first: the average over the batch, and their normalisation
 * @param limit the largest absolute value that they keep then
 * @param penalty regularisation
 * @param rule the updater with this iteration's learning rate
 */
record RangeSettings(ParameterRange range, double scale, float limit, Penalty penalty, UpdateRule.Applied rule) {}
