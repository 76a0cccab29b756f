package org.dl4jlab.training.internal.loop;

import java.util.OptionalInt;

/**
 * Which weights a training left in the network.
 *
 * @param kind of weights
 * @param epoch whose weights they are, from 1; empty unless they are those of the best epoch
 */
public record KeptWeights(Kind kind, OptionalInt epoch) {

    /** Where the weights come from. */
    public enum Kind {
        /** The last training step. */
        LAST,
        /** The average of the weights over the steps. */
        AVERAGE,
        /** The epoch of highest validation accuracy. */
        BEST_EPOCH
    }

    static KeptWeights of(Kind kind) {
        return new KeptWeights(kind, OptionalInt.empty());
    }

    static KeptWeights ofEpoch(int epoch) {
        return new KeptWeights(Kind.BEST_EPOCH, OptionalInt.of(epoch));
    }
}
