/**
 * The door of the engine: {@link org.dl4jlab.engine.Engine#accelerate} takes a DL4J network and returns one of the same
 * type that trains and predicts on compiled plans. What a program names is in this package; beside it are only
 * {@code updater}, because the full name of an updater stands in every saved network, and {@code graph}, which takes a
 * network apart for whoever writes it in another format.
 *
 * <p>The way of a network, through the rooms of {@code internal}: {@code graph} takes its configuration apart into neutral
 * nodes; {@code layer} compiles each node into steps and leaves its backward pass on a tape; {@code plan} lays out the memory
 * and runs the steps; {@code onednn} owns the native primitives; {@code optimizer} updates DL4J's own flat arrays;
 * {@code session} caches the plans of a network and reports what could not be compiled; {@code network} keeps DL4J's classes
 * as the user knows them; {@code runtime} sets up the native libraries. Rooms call downwards only, and know of this package only its
 * values, such as {@link org.dl4jlab.engine.EngineOptions}; the module's README draws them.
 */
package org.dl4jlab.engine;
