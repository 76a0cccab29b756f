/**
 * A small neutral layer graph, read from an initialised {@code MultiLayerNetwork} or
 * {@code ComputationGraph}: one {@link org.dl4jlab.engine.graph.Node} for each computation, in an order
 * in which every node follows its inputs, with shapes and places in the flat parameter array.
 *
 * <p>What DL4J packs into one layer is taken apart here (dropout on the input, the layer itself, its
 * activation function, its loss), so that the compilers of room {@code layer} each do one thing. The room is public, because a network is written in another
 * format (ONNX, in dl4j-bench) from the same nodes.
 */
package org.dl4jlab.engine.graph;
