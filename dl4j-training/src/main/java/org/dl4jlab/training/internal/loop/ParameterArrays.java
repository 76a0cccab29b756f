package org.dl4jlab.training.internal.loop;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Between DL4J's flat arrays, such as all parameters of a network, and plain ones. */
public final class ParameterArrays {

    private ParameterArrays() {}

    public static float[] copy(INDArray flat) {
        return flat.reshape(flat.length()).toFloatVector();
    }

    /** @throws IllegalArgumentException if the lengths differ */
    public static void fill(INDArray flat, float[] values) {
        if (flat.length() != values.length) {
            throw new IllegalArgumentException("the checkpoint has " + values.length + " values where the network has "
                    + flat.length() + "; it is of another network");
        }
        flat.assign(Nd4j.createFromArray(values).reshape(flat.shape()));
    }

    static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
