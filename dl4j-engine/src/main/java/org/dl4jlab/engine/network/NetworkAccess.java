package org.dl4jlab.engine.network;

import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a {@link PlanSession} needs of a network, whichever kind it is. */
interface NetworkAccess {
    /** The network as a graph for inputs of one shape. */
    NetworkGraph graph(Shape input);

    /** The flat parameter array. */
    INDArray parameters();

    /** The flat gradient array; created if it does not exist yet. */
    INDArray gradients();

    /** The updater; created if it does not exist yet. Null if it is of a kind unknown to DL4J itself. */
    BaseMultiLayerUpdater<?> updater();

    /** Seed of the configuration. */
    long seed();
}
