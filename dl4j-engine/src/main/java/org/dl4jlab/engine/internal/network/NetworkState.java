package org.dl4jlab.engine.internal.network;

import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.optimize.Solver;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J's networks keep where only their subclasses reach. */
interface NetworkState {
    /** The flat parameter array; null without parameters. */
    INDArray parameters();

    /** DL4J's solver; null if there is none. */
    Solver solver();

    void setSolver(Solver solver);

    /** Tells the layers iteration and epoch. */
    void synchronizeCounts();

    /**
     * Takes what a step computed.
     *
     * @param loss without regularisation
     */
    void computed(Gradient gradient, double loss);
}
