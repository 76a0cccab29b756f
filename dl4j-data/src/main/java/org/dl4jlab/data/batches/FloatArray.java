package org.dl4jlab.data.batches;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Cleaner;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.common.primitives.AtomicBoolean;
import org.nd4j.common.util.ArrayUtil;
import org.nd4j.linalg.api.buffer.BaseDataBuffer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** An ND4J array {@code [rows, …]} of floats together with a buffer through which Java writes it. */
sealed interface FloatArray {

    /** Where to write, row after row. */
    FloatBuffer memory();

    /** The first {@code count} rows as they were written. */
    INDArray rows(int count);

    /**
     * Closes the array and gives its memory back: at once, or, if views of it were made, when the garbage collector
     * finds that nothing holds one.
     */
    void release();

    /** Memory for the backend in use. */
    static FloatArray allocate(long... shape) {
        return Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU
                ? Shared.allocate(shape)
                : Copied.allocate(shape);
    }

    /** For the CPU: the buffer is the array's own memory, so nothing is copied. */
    record Shared(INDArray array, FloatBuffer memory, Cleaner.Cleanable block) implements FloatArray {

        private static final Cleaner CLEANER = Cleaner.create();

        /** ND4J's own note that views of a buffer were made, which nothing public tells. */
        private static final Optional<VarHandle> VIEWED = viewed();

        private static Optional<VarHandle> viewed() {
            try {
                return Optional.of(MethodHandles.privateLookupIn(BaseDataBuffer.class, MethodHandles.lookup())
                        .findVarHandle(BaseDataBuffer.class, "referenced", AtomicBoolean.class));
            } catch (ReflectiveOperationException otherVersion) {
                return Optional.empty();
            }
        }

        private static boolean mayHaveViews(DataBuffer buffer) {
            return VIEWED.map(note -> ((AtomicBoolean) note.get((BaseDataBuffer) buffer)).get())
                    .orElse(true);
        }

        /**
         * ND4J gives the memory of its own arrays back when the garbage collector finds them and not before, even if they
         * are closed: each test after an epoch would leave tens of megabytes behind.
         */
        static Shared allocate(long... shape) {
            long length = ArrayUtil.prodLong(shape);
            Pointer block = Pointer.malloc(Math.max(1, length) * Float.BYTES);
            if (block == null || block.isNull()) {
                throw new OutOfMemoryError("no memory for a batch of shape " + Arrays.toString(shape));
            }
            FloatPointer values = new FloatPointer(block).capacity(length);
            DataBuffer buffer =
                    Nd4j.getDataBufferFactory().create(values, DataType.FLOAT, length, FloatIndexer.create(values));
            // The array and all its views hold on to this buffer, also when they are closed.
            Cleaner.Cleanable cleanable = CLEANER.register(buffer, () -> Pointer.free(block));
            INDArray array = Nd4j.create(buffer, shape, Nd4j.getStrides(shape, 'c'), 0, 'c');
            return new Shared(array, array.data().asNio().asFloatBuffer(), cleanable);
        }

        @Override
        public INDArray rows(int count) {
            if (array.size(0) == count) {
                return array;
            }
            return Nd4j.create(array.data(), FloatArray.withRows(array.shape(), count), array.stride(), 0, 'c');
        }

        @Override
        public void release() {
            DataBuffer buffer = array.data();
            if (buffer.closeable()) {
                // An array can be made to ignore close(), as SameDiff does.
                buffer.close();
            }
            // A view does not see on every way to its values that the whole was closed; it would read what is no longer
            // ours, or write there.
            if (buffer.wasClosed() && !mayHaveViews(buffer)) {
                block.clean();
            }
        }
    }

    /**
     * For other backends: ND4J would not notice that Java wrote to the host's copy of an array, so each batch is handed
     * over as a new array.
     */
    record Copied(long[] shape, float[] values, FloatBuffer memory) implements FloatArray {

        static Copied allocate(long... shape) {
            long length = 1;
            for (long size : shape) {
                length *= size;
            }
            float[] values = new float[Math.toIntExact(length)];
            return new Copied(shape.clone(), values, FloatBuffer.wrap(values));
        }

        @Override
        @SuppressWarnings("try")
        public INDArray rows(int count) {
            long[] wanted = withRows(shape, count);
            int length = Math.toIntExact(values.length / shape[0] * count);
            try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                return Nd4j.create(Arrays.copyOf(values, length), wanted, 'c');
            }
        }

        @Override
        public void release() {
            // What was handed out is the caller's, and the rest is Java's.
        }
    }

    private static long[] withRows(long[] shape, int count) {
        long[] result = shape.clone();
        result[0] = count;
        return result;
    }
}
