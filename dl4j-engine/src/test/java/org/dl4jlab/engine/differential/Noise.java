package org.dl4jlab.engine.differential;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What is done to the features before a call: nothing, or a change by a millionth, as {@link Rounding} does it to the rest. */
interface Noise {
    Noise NONE = features -> features;

    INDArray on(INDArray features);

    static Noise of(long seed) {
        return features -> {
            boolean empty = features == null || features.wasClosed() || features.isEmpty();
            if (empty) {
                return features;
            }
            INDArray factors = RandomArrays.gaussian(seed, features.shape())
                    .castTo(DataType.DOUBLE)
                    .muli(1e-6)
                    .addi(1);
            return features.castTo(DataType.DOUBLE).mul(factors);
        };
    }
}
