/**
 * The drop-in networks: DL4J's {@code MultiLayerNetwork} and {@code ComputationGraph} with the training step and the forward
 * pass replaced by plans, and everything else inherited.
 *
 * <p>What both kinds have in common is composed: {@code NetworkTraining} makes the steps and {@code session.PlanSession} keeps
 * the plans; {@code SequentialAccess} and {@code GraphAccess} show them one kind of network each.
 */
package org.dl4jlab.engine.internal.network;
