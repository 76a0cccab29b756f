package org.dl4jlab.engine.graph;

/**
 * Where one parameter lies in the network's flat parameter array; its gradient has the same place in
 * the flat gradient array.
 *
 * @param offset first element
 * @param length number of elements
 */
public record ParameterSlice(long offset, long length) {}
