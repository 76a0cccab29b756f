package org.dl4jlab.data.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.fetch.ProgressListener;

/** The same work for many items, on all cores, told to a listener, and ended soon when the waiting thread is interrupted. */
final class ParallelWork {

    private final String what;
    private final ProgressListener listener;
    private final int threads;

    /**
     * @param what is done, for the listener and for messages
     * @param listener told of every item that is done
     */
    ParallelWork(String what, ProgressListener listener) {
        this.what = what;
        this.listener = listener;
        this.threads = Runtime.getRuntime().availableProcessors();
    }

    /** What is done for one item. */
    @FunctionalInterface
    interface Item {
        void run(int number) throws Exception;
    }

    /**
     * @param bytes of each item, for the listener
     * @throws DataException if an item fails, or the thread is interrupted, whose mark is then set again
     */
    void run(List<Long> bytes, Item item) {
        int count = bytes.size();
        long total = bytes.stream().mapToLong(Long::longValue).sum();
        if (count == 0) {
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long[] bytesDone = {0};
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, count), runnable -> {
            Thread thread = new Thread(runnable, "dl4jlab-pictures");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < Math.min(threads, count); t++) {
                all.add(workers.submit(() -> {
                    for (int i; (i = next.getAndIncrement()) < count && !Thread.interrupted(); ) {
                        try {
                            item.run(i);
                        } catch (Exception e) {
                            // Nobody begins another: a full disk must be told at once.
                            next.set(count);
                            throw e;
                        }
                        synchronized (done) {
                            done.incrementAndGet();
                            bytesDone[0] += bytes.get(i);
                            listener.progress(what, bytesDone[0], total);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                // A future that is done already does not look.
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException(what + " was interrupted after " + done.get() + " of " + count + ".", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DataException known) {
                throw known;
            }
            throw new DataException(what + " failed: " + e.getCause(), e.getCause());
        } finally {
            workers.shutdownNow();
            await(workers);
        }
    }

    // The files that the workers write are removed next; a worker must not write on.
    private static void await(ExecutorService workers) {
        boolean interrupted = Thread.interrupted();
        try {
            workers.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
