package org.dl4jlab.engine.internal.plan;

import java.util.concurrent.atomic.AtomicReference;

/** Lets one thread at a time into a plan, and nobody after it is closed. */
final class SingleUser {
    private final AtomicReference<Thread> user = new AtomicReference<>();
    private boolean closed;

    /** @throws IllegalStateException if another thread is inside, or the plan is closed */
    void enter() {
        Thread current = Thread.currentThread();
        Thread other = user.compareAndExchange(null, current);
        if (other != null) {
            throw new IllegalStateException("this plan is in use by thread \"" + other.getName() + "\" while thread \""
                    + current.getName() + "\" wants to run it; give each thread its own network");
        }
        if (closed) {
            user.set(null);
            throw new IllegalStateException("this plan is closed");
        }
    }

    void leave() {
        user.set(null);
    }

    /** @throws IllegalStateException if a thread is inside, or the plan is closed already */
    void close() {
        enter();
        closed = true;
        leave();
    }
}
