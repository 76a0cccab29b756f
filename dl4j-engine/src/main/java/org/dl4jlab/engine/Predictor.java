package org.dl4jlab.engine;

import java.util.List;
import org.dl4jlab.engine.internal.network.FixedNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Predicts with the parameters that a network had when the predictor was made; {@link Engine#predictor} makes one.
 *
 * <p>It owns a copy of them, which nobody else can change: so it need not look, as an accelerated network does before
 * every prediction, whether somebody did. Training the network further changes nothing here. Calls from several threads
 * wait for each other.
 */
public final class Predictor implements AutoCloseable {
    private final FixedNetwork network;

    Predictor(FixedNetwork network) {
        this.network = network;
    }

    /**
     * The network's output.
     *
     * @param features one batch, as for DL4J's {@code output}
     * @return a new array, for example {@code [batch, classes]}
     * @throws IllegalStateException if this is closed
     */
    public INDArray output(INDArray features) {
        return network.output(features);
    }

    /**
     * The network's output in an array of the caller, to be used again and again.
     *
     * @param features one batch, as for DL4J's {@code output}
     * @param result for example {@code [batch, classes]}: 32-bit floats in row-major order, overwritten
     * @throws IllegalArgumentException if {@code result} has another shape, type or order
     * @throws IllegalStateException if this is closed
     */
    public void outputInto(INDArray features, INDArray result) {
        network.outputInto(features, result);
    }

    /** Why predictions ran on DL4J's own path, each reason once; empty if none did. */
    public List<Unsupported> fallbacks() {
        return network.fallbacks();
    }

    /** Frees the copy of the parameters and everything made from it. */
    @Override
    public void close() {
        network.close();
    }
}
