package org.dl4jlab.engine.internal.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory seen as Java buffers. The owner of the memory must outlive the buffer. */
public final class NativeBytes {
    private NativeBytes() {}

    /** Where an array's first element lies: a view shares the buffer of the whole and begins further on in it. */
    public static long address(INDArray array) {
        return array.data().address() + array.offset() * array.dataType().width();
    }

    /** The bytes of a dense array. */
    public static ByteBuffer of(INDArray array) {
        return at(address(array), array.length() * array.dataType().width());
    }

    /** The values of a dense array of 32-bit floats. */
    public static FloatBuffer floats(INDArray array) {
        return of(array).asFloatBuffer();
    }

    /** A stretch of memory. */
    public static ByteBuffer at(long address, long bytes) {
        return new BytePointer(new Address(address))
                .capacity(bytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /** A pointer to memory that it does not own. */
    public static final class Address extends Pointer {
        /** @param value the address */
        public Address(long value) {
            address = value;
        }
    }
}
