/**
 * The front door of the engine: {@link org.dl4jlab.engine.Engine#accelerate} takes a DL4J network and returns one of the
 * same type that trains and predicts on compiled plans.
 *
 * <p>The way of a network: {@code graph} takes its configuration apart into neutral nodes; {@code layer} compiles each node
 * into steps and leaves its backward pass on a tape; {@code plan} lays out the memory and runs the steps; {@code onednn}
 * owns the native primitives; {@code optimizer} updates DL4J's own flat arrays; {@code network} keeps DL4J's classes as the
 * user knows them, caches plans by batch size and reports what could not be compiled. {@code runtime} sets up the native
 * libraries before any of this loads. Rooms call downwards only; the module's README draws them.
 */
package org.dl4jlab.engine;
