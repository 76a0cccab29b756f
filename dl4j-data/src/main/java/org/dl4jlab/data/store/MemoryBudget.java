package org.dl4jlab.data.store;

import java.util.concurrent.Semaphore;

/** Lets large pictures wait for one another, so that memory does not grow with the number of cores. */
final class MemoryBudget {

    private final int most;
    private final Semaphore pixels;

    MemoryBudget(int most) {
        this.most = most;
        this.pixels = new Semaphore(most, true);
    }

    void take(int count) throws InterruptedException {
        pixels.acquire(Math.min(count, most));
    }

    void giveBack(int count) {
        pixels.release(Math.min(count, most));
    }
}
