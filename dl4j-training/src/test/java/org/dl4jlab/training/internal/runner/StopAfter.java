package org.dl4jlab.training.internal.runner;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.dl4jlab.training.StopSignal;

/** Asks to stop once it has been looked at a number of times. */
final class StopAfter implements StopSignal {

    private final int asked;
    private final AtomicInteger count = new AtomicInteger();

    StopAfter(int asked) {
        this.asked = asked;
    }

    @Override
    public boolean requested() {
        return count.incrementAndGet() > asked;
    }

    @Override
    public <T> T interruptible(Supplier<T> work) throws InterruptedException {
        return work.get();
    }
}
