/**
 * The drop-in networks: DL4J's {@code MultiLayerNetwork} and {@code ComputationGraph} with the training
 * step and the forward pass replaced by plans, and everything else inherited.
 *
 * <p>{@link org.dl4jlab.engine.internal.network.PlanSession} holds what both have in common: the plans by batch
 * size, the parameter update, and the reasons for falling back to DL4J's own path.
 */
package org.dl4jlab.engine.internal.network;
