package org.dl4jlab.ui.statistics;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands records to a storage on a thread of its own, since each one waits for the disk. When the disk cannot keep up,
 * records are left out and counted; training is never held up.
 */
final class BackgroundStorage implements StatsStorageRouter, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundStorage.class);
    private static final int CAPACITY = 256;
    private static final Runnable END = () -> {};

    private final StatsStorageRouter target;
    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread writer;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile long writingNanos;
    private volatile boolean closed;

    BackgroundStorage(StatsStorageRouter target) {
        this.target = target;
        this.writer = new Thread(this::write, "training-statistics");
        writer.setDaemon(true);
        writer.start();
    }

    private void write() {
        try {
            for (Runnable next = waiting.take(); next != END; next = waiting.take()) {
                try {
                    next.run();
                    writingNanos = threads.getCurrentThreadCpuTime();
                } catch (RuntimeException e) {
                    if (leftOut.getAndIncrement() == 0) {
                        LOG.warn("Training statistics cannot be written; training goes on without them", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A record that describes the run; it is waited for, since no page works without it. */
    private void mustPut(Runnable record) {
        try {
            if (closed || !waiting.offer(record, 10, TimeUnit.SECONDS)) {
                leftOut.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Runnable record) {
        if (closed || !waiting.offer(record)) {
            leftOut.incrementAndGet();
        }
    }

    @Override
    public void putStaticInfo(Persistable staticInfo) {
        mustPut(() -> target.putStaticInfo(staticInfo));
    }

    @Override
    public void putStaticInfo(Collection<? extends Persistable> staticInfo) {
        mustPut(() -> target.putStaticInfo(staticInfo));
    }

    @Override
    public void putStorageMetaData(StorageMetaData metaData) {
        mustPut(() -> target.putStorageMetaData(metaData));
    }

    @Override
    public void putStorageMetaData(Collection<? extends StorageMetaData> metaData) {
        mustPut(() -> target.putStorageMetaData(metaData));
    }

    @Override
    public void putUpdate(Persistable update) {
        put(() -> target.putUpdate(update));
    }

    @Override
    public void putUpdate(Collection<? extends Persistable> updates) {
        put(() -> target.putUpdate(updates));
    }

    /** What writing has cost so far, in nanoseconds of a processor; waiting for the disk costs none. */
    long writingNanos() {
        return writingNanos;
    }

    /** Writes what waits, at most for half a minute. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            waiting.offer(END, 30, TimeUnit.SECONDS);
            writer.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
        if (leftOut.get() > 0) {
            LOG.warn("{} records of training statistics were left out", leftOut.get());
        }
    }
}
