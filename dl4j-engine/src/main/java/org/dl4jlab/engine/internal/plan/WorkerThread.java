package org.dl4jlab.engine.internal.plan;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.dl4jlab.engine.internal.onednn.OpenMp;

/**
 * A thread that does one task at a time beside another thread.
 *
 * <p>Handing a task to a thread that is awake takes a third of a microsecond; waking one that sleeps takes 30, as long as the
 * whole training step of a small network. So both ends wait awake for some time before they sleep, and a task that the thread has
 * not begun when the other thread comes to wait for it is done by that one.
 */
public final class WorkerThread {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Longer would take the core from the very threads that prepare the next batch. */
    static final long AWAKE_NANOSECONDS = 30_000;

    /** Longer than waking a thread takes: one that slept here would find the other asleep when it has woken. */
    private static final long AWAKE_FOR_RESULT_NANOSECONDS = 200_000;

    private final Thread thread = new Thread(this::work, "dl4jlab-engine-" + COUNT.incrementAndGet());
    private final AtomicReference<Runnable> pending = new AtomicReference<>();
    private volatile boolean busy;
    private volatile boolean asleep;
    private volatile Thread waiting;
    private volatile Throwable failure;
    private volatile boolean stopped;

    /** Starts the thread, a daemon. */
    public WorkerThread() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a task; the one before must have been awaited. */
    public void start(Runnable next) {
        start(next, true);
    }

    /**
     * Starts a task; the one before must have been awaited.
     *
     * @param wake whether the thread is woken if it sleeps; else {@link #await} does the task then
     */
    void start(Runnable next, boolean wake) {
        busy = true;
        pending.set(next);
        if (asleep && wake) {
            LockSupport.unpark(thread);
        }
    }

    /** Returns when the task is done, here or there, with its exception if it threw one. */
    public void await() {
        Runnable left = pending.getAndSet(null);
        if (left != null) {
            busy = false;
            left.run();
            return;
        }
        long start = System.nanoTime();
        while (busy && System.nanoTime() - start < AWAKE_FOR_RESULT_NANOSECONDS) {
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (busy) {
            LockSupport.park(this);
        }
        waiting = null;
        Throwable thrown = failure;
        failure = null;
        rethrow(thrown);
    }

    /** Returns when the tasks of all these threads are done, with the first of their exceptions if any threw one. */
    static void awaitAll(List<WorkerThread> threads) {
        Throwable first = null;
        for (WorkerThread thread : threads) {
            try {
                thread.await();
            } catch (RuntimeException | Error e) {
                first = first == null ? e : first;
            }
        }
        rethrow(first);
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Ends the thread when its task is done. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        // Once: to set it before each task takes longer than some steps of a piece.
        OpenMp.setThreads(1);
        long idleSince = System.nanoTime();
        while (!stopped) {
            if (pending.get() != null) {
                runTask();
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince < AWAKE_NANOSECONDS) {
                Thread.onSpinWait();
            } else {
                asleep = true;
                if (pending.get() == null && !stopped) { // asked after saying so, else nobody might wake it
                    LockSupport.park(this);
                }
                asleep = false;
                idleSince = System.nanoTime();
            }
        }
    }

    /** In a method of its own, so that nothing of the task stays on the stack of an idle thread. */
    private void runTask() {
        Runnable task = pending.getAndSet(null);
        if (task == null) {
            return; // the other thread took it back
        }
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        busy = false;
        Thread other = waiting;
        if (other != null) {
            LockSupport.unpark(other);
        }
    }
}
