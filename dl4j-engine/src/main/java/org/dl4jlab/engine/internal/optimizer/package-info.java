/**
 * The parameter update of a training step: gradients to updates to parameters, on DL4J's own flat
 * parameter, gradient and updater-state arrays, in one pass over memory.
 *
 * <p>It reads the same configuration that DL4J's updaters read (learning-rate and momentum schedules,
 * L1, L2, weight decay, gradient clipping, one updater for each parameter) and leaves the same content
 * behind: after a step the gradient array holds the updates, and the updater state is the one that
 * {@code ModelSerializer} saves.
 */
package org.dl4jlab.engine.internal.optimizer;
