/**
 * Compiled execution plans: lists of oneDNN primitives with their arguments bound, over one arena of
 * memory that is laid out once.
 *
 * <p>A {@link org.dl4jlab.engine.internal.plan.PlanBuilder} collects steps while the layer compilers walk through
 * the network forwards, then unwinds the backward passes they left on its tape, and finally gives every
 * intermediate tensor a place in the arena such that tensors that are alive at the same time do not
 * overlap. Running a {@link org.dl4jlab.engine.internal.plan.Plan} allocates nothing.
 */
package org.dl4jlab.engine.internal.plan;
