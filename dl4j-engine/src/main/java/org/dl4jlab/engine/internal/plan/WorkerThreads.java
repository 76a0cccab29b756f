package org.dl4jlab.engine.internal.plan;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The calling thread and some others that share numbered pieces of work. Each takes the next piece when it is done with
 * one, so the work must not depend on which thread does it.
 */
public final class WorkerThreads {
    private static final Cleaner CLEANER = Cleaner.create();

    private final List<WorkerThread> companions;
    private final AtomicInteger next = new AtomicInteger();

    /** @param count how many threads work, the calling one included */
    public WorkerThreads(int count) {
        List<WorkerThread> started =
                IntStream.range(1, count).mapToObj(i -> new WorkerThread()).toList();
        companions = started;
        if (count > 1) {
            CLEANER.register(this, () -> started.forEach(WorkerThread::stop));
        }
    }

    /** How many threads work. */
    public int count() {
        return companions.size() + 1;
    }

    /** Ends the threads, as happens too when nobody can reach this any more. */
    public void stop() {
        companions.forEach(WorkerThread::stop);
    }

    /** Does all pieces; an exception in one of them is thrown here when every thread has stopped. */
    public void run(int pieces, Work work) {
        next.set(0);
        for (int i = 0; i < companions.size(); i++) {
            int thread = i + 1;
            companions.get(i).start(() -> work(thread, pieces, work));
        }
        WorkerThread.doAndAwait(() -> work(0, pieces, work), companions);
    }

    private void work(int thread, int pieces, Work work) {
        for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
            work.run(thread, piece);
        }
    }

    /** One piece of the work. */
    public interface Work {
        /**
         * @param thread number of the thread, from 0, for memory that each has for itself
         * @param piece number of the piece
         */
        void run(int thread, int piece);
    }
}
