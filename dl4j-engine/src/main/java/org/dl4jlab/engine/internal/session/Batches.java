package org.dl4jlab.engine.internal.session;

import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batches in the form that plans read: 32-bit floats in row-major order. */
public final class Batches {
    private Batches() {}

    /**
     * Whether the values of an array may be read at all: there are some, they are numbers, the array was not closed, and
     * the workspace that owns its memory is still open. Whatever is not readable is DL4J's to refuse.
     *
     * @param array may be null
     */
    public static boolean isReadable(INDArray array) {
        return array != null
                && !array.isEmpty()
                && array.length() > 0
                && array.rank() > 0
                && array.size(0) <= Integer.MAX_VALUE
                && isNumeric(array.dataType())
                && !array.wasClosed()
                && isInOpenWorkspace(array);
    }

    private static boolean isNumeric(DataType type) {
        return type.isFPType() || type.isIntType() || type == DataType.BOOL;
    }

    /** By the rule of ND4J's {@code WorkspaceUtils.assertValidArray}. */
    public static boolean isInOpenWorkspace(INDArray array) {
        if (!array.isAttached()) {
            return true;
        }
        MemoryWorkspace owner = array.data().getParentWorkspace();
        return owner.getWorkspaceType() == MemoryWorkspace.Type.CIRCULAR
                || owner.isScopeActive()
                        && owner.getGenerationId() == array.data().getGenerationId();
    }

    /** Whether there is any array among these; each may be null, or have entries that are null. */
    public static boolean isAny(INDArray[]... arrays) {
        for (INDArray[] several : arrays) {
            for (int i = 0; several != null && i < several.length; i++) {
                if (several[i] != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether two arrays may share memory. */
    public static boolean overlap(INDArray one, INDArray other) {
        return start(one) < end(other) && start(other) < end(one);
    }

    private static long start(INDArray array) {
        return NativeBytes.address(array);
    }

    /** The end of the buffer, of which a view may use less. */
    private static long end(INDArray array) {
        return start(array) + array.data().length() * array.dataType().width();
    }

    /** The array itself if it has that form, else a converted copy. */
    public static INDArray rowMajor(INDArray array) {
        INDArray floats = array.dataType() == DataType.FLOAT ? array : array.castTo(DataType.FLOAT);
        return isRowMajor(floats) ? floats : floats.dup('c');
    }

    /** Whether it has that form. */
    public static boolean isPlain(INDArray array) {
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
