package org.dl4jlab.engine.internal.plan;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.dl4jlab.engine.internal.onednn.OpenMp;

/**
 * A thread that does one task at a time beside another thread.
 *
 * <p>Handing a task to a thread that is awake takes half a microsecond. Waking one that sleeps takes 33, as long as the whole
 * training step of a small network. So both ends wait awake for some time before they sleep. If the thread has not begun its task
 * when the other comes to wait for it, the other does the task itself.
 */
public final class WorkerThread {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Longer would take the core from the very threads that prepare the next batch. */
    private static final long AWAKE_NANOSECONDS = 30_000;

    /** Longer than waking a thread takes: by the time one that slept here had woken, the other would be asleep. */
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
        busy = true;
        pending.set(next);
        if (asleep) {
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

    /**
     * Does something on this thread and returns when the tasks of the others are done too.
     *
     * @throws RuntimeException the first that was thrown, this thread's before those of the others, which it holds as suppressed
     */
    static void doAndAwait(Runnable own, List<WorkerThread> others) {
        Throwable first = failureOf(own, null);
        for (WorkerThread other : others) {
            first = failureOf(other::await, first);
        }
        rethrow(first);
    }

    private static Throwable failureOf(Runnable action, Throwable before) {
        try {
            action.run();
            return before;
        } catch (RuntimeException | Error e) {
            if (before != null && before != e) {
                before.addSuppressed(e);
            }
            return before == null ? e : before;
        }
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown); // a checked exception that its method did not declare
        }
    }

    /** Whether it sleeps, for tests. */
    Thread.State state() {
        return thread.getState();
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
        } catch (Throwable e) { // else the other thread would wait for ever
            failure = e;
        }
        busy = false;
        Thread other = waiting;
        if (other != null) {
            LockSupport.unpark(other);
        }
    }
}
