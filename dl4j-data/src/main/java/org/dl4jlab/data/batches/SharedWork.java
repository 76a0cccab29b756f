package org.dl4jlab.data.batches;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Work cut into pieces, which the calling thread does together with those threads of the common pool that happen to be
 * idle. Nobody is waited for who has not begun: if no other thread comes, the caller does it all.
 */
final class SharedWork implements Runnable {

    private final int pieces;
    private final IntConsumer action;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    private SharedWork(int pieces, IntConsumer action) {
        this.pieces = pieces;
        this.action = action;
    }

    /**
     * Returns when every piece is done.
     *
     * @param pieces how many there are
     * @param action does the piece of a number from 0; called by several threads at once
     * @throws RuntimeException what the action threw for one of the pieces, once no thread works any more
     */
    static void run(int pieces, IntConsumer action) {
        SharedWork work = new SharedWork(pieces, action);
        int helpers = Math.min(pieces - 1, helpers());
        for (int i = 0; i < helpers; i++) {
            ForkJoinPool.commonPool().execute(work);
        }
        work.run();
        while (work.done.get() < pieces) {
            // A piece takes microseconds, less than to fall asleep; on a busy machine its thread may need this core.
            Thread.yield();
        }
        if (work.failure instanceof Error error) {
            throw error;
        }
        if (work.failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** On a single core the common pool has no thread, and would only collect tasks. */
    private static int helpers() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores == 1 ? 0 : Math.min(cores - 1, ForkJoinPool.getCommonPoolParallelism());
    }

    /** Does pieces until none is left. */
    @Override
    public void run() {
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            try {
                action.accept(piece);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                done.incrementAndGet();
            }
        }
    }
}
