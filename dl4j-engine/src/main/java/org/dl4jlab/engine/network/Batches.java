package org.dl4jlab.engine.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batches in the form that plans read: 32-bit floats in row-major order. */
final class Batches {
    private Batches() {}

    /** The array itself if it has that form, else a converted copy. */
    static INDArray rowMajor(INDArray array) {
        INDArray floats = array.dataType() == DataType.FLOAT ? array : array.castTo(DataType.FLOAT);
        return isRowMajor(floats) ? floats : floats.dup('c');
    }

    /** Whether it has that form. */
    static boolean isPlain(INDArray array) {
        return array.dataType() == DataType.FLOAT && isRowMajor(array);
    }

    /**
     * By the strides alone: ND4J's own test says no to row-major images of one channel, and copying them
     * takes as long as a training step.
     */
    private static boolean isRowMajor(INDArray array) {
        long expected = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            long size = array.size(axis);
            if (size != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= size;
        }
        return true;
    }
}
