package org.dl4jlab.engine.internal.session;

import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import java.util.zip.CRC32C;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.plan.WorkerThreads;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A checksum of the bytes of a network's parameters, by which it is seen whether anybody wrote into them. Every byte is
 * read at every call. The pieces, and so the checksum, do not depend on the number of threads.
 */
final class ParameterChecksum {
    /** Bytes of a piece, a quarter of the second-level cache of a core. */
    private static final int PIECE = 1 << 18;

    /** From so many pieces on, threads share them: below, waking one takes as long as the work. */
    private static final int SHARE_FROM = 4;

    private final IntSupplier threads;
    private long address;
    private long bytes;
    private ByteBuffer[] pieces = {};
    private CRC32C[] sums = {};
    private WorkerThreads workers = new WorkerThreads(1);

    /** @param threads how many may share the work; asked when the parameters first are in another place */
    ParameterChecksum(IntSupplier threads) {
        this.threads = threads;
    }

    /** @param parameters a dense array that is not closed */
    long of(INDArray parameters) {
        long start = NativeBytes.address(parameters);
        long length = parameters.length() * parameters.dataType().width();
        if (start != address || length != bytes) {
            divide(start, length);
        }
        workers.run(pieces.length, (thread, piece) -> {
            sums[piece].reset();
            sums[piece].update(pieces[piece].clear());
        });
        long checksum = 0;
        for (CRC32C sum : sums) {
            checksum = 31 * checksum + sum.getValue();
        }
        return checksum;
    }

    private void divide(long start, long length) {
        int count = (int) ((length + PIECE - 1) / PIECE);
        pieces = new ByteBuffer[count];
        sums = new CRC32C[count];
        for (int i = 0; i < count; i++) {
            long offset = (long) i * PIECE;
            pieces[i] = NativeBytes.at(start + offset, Math.min(PIECE, length - offset));
            sums[i] = new CRC32C();
        }
        int wanted = count < SHARE_FROM ? 1 : threads.getAsInt();
        if (wanted != workers.count()) {
            workers.stop();
            workers = new WorkerThreads(wanted);
        }
        address = start;
        bytes = length;
    }
}
