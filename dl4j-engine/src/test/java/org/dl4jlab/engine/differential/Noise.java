package org.dl4jlab.engine.differential;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is done to the features before a call. Where two computations of the same differ by more than rounding explains, the
 * call is repeated with features changed by a hundred-thousandth: how much the result moves by that alone says how far
 * rounding may move it, at a kink of a ReLU or at a tie of two maxima.
 */
interface Noise {
    Noise NONE = features -> features;

    INDArray on(INDArray features);

    static Noise of(long seed) {
        return features -> {
            boolean empty = features == null || features.wasClosed() || features.isEmpty();
            if (empty) {
                return features;
            }
            INDArray factors =
                    RandomArrays.gaussian(seed, features.shape()).muli(1e-5).addi(1);
            return features.castTo(DataType.FLOAT).mul(factors);
        };
    }
}
