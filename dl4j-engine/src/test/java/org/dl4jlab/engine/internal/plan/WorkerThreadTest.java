package org.dl4jlab.engine.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // what waits for a task heeds no interrupt
class WorkerThreadTest {
    private final WorkerThread worker = new WorkerThread();
    private final WorkerThread other = new WorkerThread();

    @AfterEach
    void stop() {
        worker.stop();
        other.stop();
    }

    /** Without pauses, with some as long as it stays awake, and with some in which it sleeps; tasks of any length. */
    @Test
    void everyTaskIsDoneOnceBeforeAwaitReturns() {
        AtomicInteger done = new AtomicInteger();
        for (int i = 1; i <= 3000; i++) {
            int length = i % 7 == 0 ? 300_000 : i % 3 * 5_000;
            worker.start(() -> {
                pause(length);
                done.incrementAndGet();
            });
            pause(i % 5 * 5_000);
            worker.await();
            assertThat(done).hasValue(i);
            pause(i % 11 == 0 ? 200_000 : i % 4 * 10_000);
        }
    }

    @Test
    void aTaskThatWasNotBegunIsDoneByTheThreadThatWaits() {
        worker.stop();
        awaitState(Thread.State.TERMINATED);
        Thread[] by = new Thread[1];

        worker.start(() -> by[0] = Thread.currentThread());
        worker.await();

        assertThat(by[0]).isSameAs(Thread.currentThread());
    }

    @Test
    void aLongTaskIsWaitedForAsleep() throws InterruptedException {
        Thread waiting = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean slept = new AtomicBoolean();

        worker.start(() -> {
            begun.countDown();
            Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
            slept.set(true);
        });
        begun.await();
        worker.await();

        assertThat(slept).isTrue();
    }

    @Test
    void whatATaskThrowsIsThrownToTheThreadThatWaits() throws InterruptedException {
        for (boolean begins : List.of(true, false)) {
            CountDownLatch begun = new CountDownLatch(begins ? 1 : 0);
            worker.start(() -> {
                begun.countDown();
                throw new IllegalStateException("a task that fails");
            });
            begun.await();
            assertThatThrownBy(worker::await).hasMessage("a task that fails");
        }
        worker.start(() -> {});
        worker.await();
    }

    @Test
    void allAreAwaitedAlthoughOneFailed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger done = new AtomicInteger();
        worker.start(() -> {
            begun.countDown();
            throw new IllegalStateException("another task that fails");
        });
        other.start(() -> {
            begun.countDown();
            pause(50_000_000);
            done.incrementAndGet();
        });
        begun.await();

        assertThatThrownBy(() -> WorkerThread.doAndAwait(
                        () -> {
                            throw new IllegalArgumentException("a task that fails");
                        },
                        List.of(worker, other)))
                .hasMessage("a task that fails")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("another task that fails"));
        assertThat(done).hasValue(1);
    }

    private void awaitState(Thread.State state) {
        Awaitility.await().until(() -> worker.state() == state);
    }

    /** Awake, as a computation is. */
    private static void pause(long nanoseconds) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanoseconds) {
            Thread.onSpinWait();
        }
    }
}
