package org.dl4jlab.engine.internal.plan;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that does one task at a time beside another thread.
 *
 * <p>Both ends wait awake for some microseconds before they sleep: pieces of a batch end at nearly the same
 * time, and waking a thread costs as much as a layer. Longer would take the core from the very threads that
 * prepare the next batch.
 */
public final class WorkerThread {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** About 20 microseconds. */
    private static final int SPINS = 500;

    private final Thread thread = new Thread(this::work, "dl4jlab-engine-" + COUNT.incrementAndGet());
    private volatile Runnable task;
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
        task = next;
        LockSupport.unpark(thread);
    }

    /** Returns when the task is done, with its exception if it threw one. */
    public void await() {
        for (int spin = 0; spin < SPINS && task != null; spin++) {
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (task != null) {
            LockSupport.park(this);
        }
        waiting = null;
        Throwable thrown = failure;
        failure = null;
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
        int idle = 0;
        while (!stopped) {
            if (task != null) {
                runTask();
                idle = 0;
            } else if (idle++ < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                idle = 0;
            }
        }
    }

    /** In a method of its own, so that nothing of the task stays on the stack of an idle thread. */
    private void runTask() {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        task = null;
        LockSupport.unpark(waiting);
    }
}
