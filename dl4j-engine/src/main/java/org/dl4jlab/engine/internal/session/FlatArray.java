package org.dl4jlab.engine.internal.session;

import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks of the flat arrays of a network: plans and updates read and write them by address. An object of this class looks
 * after one array and remembers what it found, as long as it is the same array with the same buffer and the same shape.
 */
final class FlatArray {
    private final String name;
    private INDArray checked;
    private DataBuffer buffer;
    private DataBuffer shape;
    private Optional<String> refusal = Optional.empty();

    /** @param name of the array, for the message */
    FlatArray(String name) {
        this.name = name;
    }

    /**
     * What is wrong with the array, if anything. It must not be closed.
     *
     * @param array as it is now; may be null
     */
    Optional<String> refusal(INDArray array) {
        boolean same =
                array != null && array == checked && array.data() == buffer && array.shapeInfoDataBuffer() == shape;
        if (!same) {
            refusal = refusal(array, name);
            checked = array;
            buffer = array == null ? null : array.data();
            shape = array == null ? null : array.shapeInfoDataBuffer();
        }
        return refusal;
    }

    /**
     * What is wrong with an array, if anything.
     *
     * @param array of all parameters, gradients, or the updater's state; may be null
     * @param what its name, for the message
     */
    static Optional<String> refusal(INDArray array, String what) {
        if (array == null || array.isEmpty() || array.length() == 0) {
            return Optional.of("no " + what);
        }
        if (array.dataType() != DataType.FLOAT) {
            return Optional.of(what + " of type " + array.dataType());
        }
        if (array.length() > Integer.MAX_VALUE) {
            return Optional.of(what + " of more than 2^31 values");
        }
        return isDense(array) ? Optional.empty() : Optional.of(what + " in an array with gaps");
    }

    private static boolean isDense(INDArray array) {
        for (int axis = 0; axis < array.rank(); axis++) {
            if (array.size(axis) != 1 && (array.size(axis) != array.length() || array.stride(axis) != 1)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether every layer keeps its parameters, and the gradients of those that are trained, in the same place of the flat
     * arrays. DL4J allows a layer to be given others.
     *
     * @param gradients null if nothing is to be trained
     */
    static boolean holdsAllOf(Layer[] layers, INDArray parameters, INDArray gradients) {
        for (Layer layer : layers) {
            long first = Long.MAX_VALUE;
            for (INDArray parameter : layer.paramTable().values()) {
                if (!contains(parameters, parameter)) {
                    return false;
                }
                first = Math.min(first, NativeBytes.address(parameter));
            }
            INDArray view = gradients == null ? null : layer.getGradientsViewArray();
            if (view != null && layer.numParams() > 0) {
                long expected = NativeBytes.address(gradients) + first - NativeBytes.address(parameters);
                if (!contains(gradients, view) || NativeBytes.address(view) != expected) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean contains(INDArray flat, INDArray part) {
        long start = NativeBytes.address(part) - NativeBytes.address(flat);
        return part.dataType() == flat.dataType()
                && start >= 0
                && start + part.length() * Float.BYTES <= flat.length() * Float.BYTES;
    }
}
