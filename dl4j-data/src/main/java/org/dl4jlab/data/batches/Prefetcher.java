package org.dl4jlab.data.batches;

import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Prepares numbered items ahead on worker threads and hands them out in order. An item is filled into a slot: memory
 * that is either taken up again once the next item has been handed out, or new for every item. One thread at a time may
 * take; {@link #close()} may come from another.
 */
final class Prefetcher<S> implements AutoCloseable {

    private static final AtomicInteger INSTANCES = new AtomicInteger();
    private static final long IDLE_SECONDS = 5;

    /** A sleeping thread wakes up after tens of microseconds; a small batch is made in less. */
    private static final long POLL_NANOS = 100_000;

    /** Writes item {@code number} into a slot; called by several threads at once, for different slots. */
    interface Filler<S> {
        void fill(S slot, long number);
    }

    /** An item that is in work or ready. */
    private record Prepared<S>(S slot, Future<?> filled) {}

    private final int depth;
    private final boolean reuse;
    private final LongFunction<S> slots;
    private final Filler<S> filler;
    private final Consumer<S> release;
    private final ThreadPoolExecutor executor;
    private final ArrayDeque<Prepared<S>> pending = new ArrayDeque<>();

    // The slot used last comes first: it is the one most likely to be in the cache.
    private final ArrayDeque<S> free = new ArrayDeque<>();
    private long firstPending;
    private S lent;
    private volatile Thread taker;
    private volatile boolean closed;

    /**
     * @param workers 0 fills in the thread that takes
     * @param depth items to have ready or in work beyond the one handed out
     * @param reuse whether slots are taken up again
     * @param slots makes a slot for an item
     * @param release gives a slot's memory back, if slots are reused and the thread that takes also closes
     */
    Prefetcher(int workers, int depth, boolean reuse, LongFunction<S> slots, Filler<S> filler, Consumer<S> release) {
        this.depth = depth;
        this.reuse = reuse;
        this.slots = slots;
        this.filler = filler;
        this.release = release;
        this.executor = workers == 0 ? null : executor(workers);
    }

    private static ThreadPoolExecutor executor(int workers) {
        int instance = INSTANCES.incrementAndGet();
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "image-batches-" + instance + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                workers, workers, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        // Whoever forgets to close leaves no thread behind.
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Hands out an item. The slot handed out before is taken back, if slots are reused. Items are prepared in the
     * expectation that the next number follows; any other number is allowed and discards what was prepared.
     *
     * @throws IllegalStateException after {@link #close()}, or if this thread is interrupted while it waits
     * @throws RuntimeException whatever the filler threw for this item, in whichever thread
     */
    S take(long number) {
        if (closed) {
            throw closed();
        }
        taker = Thread.currentThread();
        takeBack(lent);
        lent = null;
        if (executor == null) {
            lent = slot(number);
            filler.fill(lent, number);
        } else {
            lent = takePrepared(number);
        }
        return lent;
    }

    private S takePrepared(long number) {
        if (firstPending != number) {
            discardPending();
            firstPending = number;
        }
        topUp();
        Prepared<S> item = pending.peek();
        waitBriefly(item.filled());
        try {
            item.filled().get();
            return item.slot();
        } catch (ExecutionException failure) {
            takeBack(item.slot());
            throw unchecked(failure.getCause());
        } catch (CancellationException cancelled) {
            throw closed();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } finally {
            if (item.filled().isDone()) {
                pending.remove();
                firstPending++;
            }
        }
    }

    /** Waking a worker costs microseconds, as much as a small batch, so it happens for half the depth at once. */
    private void topUp() {
        if (pending.size() <= depth / 2) {
            while (pending.size() <= depth) {
                submit(firstPending + pending.size());
            }
        }
    }

    /**
     * An item that is nearly done is not worth putting this thread to sleep. It yields meanwhile, because on a busy
     * machine the worker may need this very core.
     */
    private static void waitBriefly(Future<?> item) {
        long start = System.nanoTime();
        while (!item.isDone() && System.nanoTime() - start < POLL_NANOS) {
            Thread.yield();
        }
    }

    /**
     * The slot comes from the thread that takes. A worker does not live long, and glibc keeps what a thread allocates in
     * a heap of that thread: with each new worker the process would grow by its slots.
     */
    private void submit(long number) {
        S slot = slot(number);
        try {
            pending.add(new Prepared<>(slot, executor.submit(() -> filler.fill(slot, number))));
        } catch (RejectedExecutionException rejected) {
            throw closed();
        }
    }

    private S slot(long number) {
        S used = free.poll();
        return used == null ? slots.apply(number) : used;
    }

    private void takeBack(S slot) {
        if (slot != null && reuse) {
            free.push(slot);
        }
    }

    /** Waits for what is in work, since its memory cannot be used before. */
    private void discardPending() {
        while (!pending.isEmpty()) {
            Prepared<S> item = pending.peek();
            try {
                item.filled().get();
            } catch (ExecutionException unwanted) {
                // Nobody will ask for this item.
            } catch (CancellationException cancelled) {
                throw closed();
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
            takeBack(item.slot());
            pending.remove();
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        // Items are made by functions that declare no checked exception.
        return (RuntimeException) cause;
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the next batch", cause);
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("these batches were closed");
    }

    /**
     * Ends the workers and waits for the items in work; nothing is written to a slot afterwards. Slots that are reused
     * are released, unless another thread took the last one: it may still be reading.
     */
    @Override
    public void close() {
        closed = true;
        if (workersEnded() && reuse && taker == Thread.currentThread()) {
            takeBack(lent);
            lent = null;
            pending.forEach(item -> takeBack(item.slot()));
            pending.clear();
            for (S slot = free.poll(); slot != null; slot = free.poll()) {
                release.accept(slot);
            }
        }
    }

    private boolean workersEnded() {
        if (executor == null) {
            return true;
        }
        for (Runnable waiting : executor.shutdownNow()) {
            ((Future<?>) waiting).cancel(false);
        }
        try {
            return executor.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
