package org.dl4jlab.engine.internal.network;

import java.util.List;
import org.dl4jlab.engine.Unsupported;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that runs on plans where it can. */
public interface Accelerated {
    /**
     * Why something ran on DL4J's own path instead, each reason once: unsupported layers (the whole
     * network then runs on DL4J), updaters (only the update does), or single calls. Empty as long as
     * everything ran on plans.
     */
    List<Unsupported> fallbacks();

    /**
     * Predicts into an array of the caller.
     *
     * @param features one batch, as for {@code output}
     * @param result what {@code output} would answer: 32-bit floats in row-major order, overwritten
     * @throws IllegalArgumentException if {@code result} has another shape, type or order
     */
    void outputInto(INDArray features, INDArray result);
}
