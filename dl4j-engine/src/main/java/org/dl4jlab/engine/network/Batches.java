package org.dl4jlab.engine.network;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Batches in the form that plans read: 32-bit floats in row-major order. */
final class Batches {
    private Batches() {}

    /** The array itself if it has that form, else a converted copy. */
    static INDArray rowMajor(INDArray array) {
        INDArray floats = array.dataType() == DataType.FLOAT ? array : array.castTo(DataType.FLOAT);
        boolean dense = floats.ordering() == 'c' && Shape.hasDefaultStridesForShape(floats);
        return dense ? floats : floats.dup('c');
    }

    /** Address of the first element. */
    static long address(INDArray array) {
        return array.data().address();
    }
}
