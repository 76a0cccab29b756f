package org.dl4jlab.engine.internal.session;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a {@link PlanSession} needs of a network, whichever kind it is. */
public interface NetworkAccess {
    /** The network as a graph for inputs of one shape. */
    NetworkGraph graph(Shape input);

    /** The layers, in the order of their parameters in the flat arrays. */
    Layer[] layers();

    /** The flat parameter array; null without parameters. */
    INDArray parameters();

    /** The flat gradient array; created if it does not exist yet. */
    INDArray gradients();

    /** The updater; created if it does not exist yet. Null if it is not exactly DL4J's own kind. */
    BaseMultiLayerUpdater<?> updater();

    /** Seed of the configuration. */
    long seed();
}
