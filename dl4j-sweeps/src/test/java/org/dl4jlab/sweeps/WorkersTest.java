package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dl4jlab.training.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

    private final StopSignal.Switch stop = new StopSignal.Switch();

    @Test
    void everyThreadDoesTheWork() {
        AtomicInteger begun = new AtomicInteger();

        Workers.run(3, begun::incrementAndGet, stop);

        assertThat(begun).hasValue(3);
        assertThat(stop.requested()).isFalse();
    }

    @Test
    void aFailureIsHeardOfWhenTheOthersHaveEndedInGoodOrder() {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger whole = new AtomicInteger();

        assertThatThrownBy(() -> Workers.run(
                        3,
                        () -> {
                            if (begun.getAndIncrement() == 0) {
                                throw new IllegalStateException("the disk is full");
                            }
                            untilStopped();
                            whole.incrementAndGet();
                        },
                        stop))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full");
        assertThat(whole).hasValue(2);
    }

    @Test
    void laterFailuresAreNotLost() {
        AtomicInteger begun = new AtomicInteger();

        assertThatThrownBy(() -> Workers.run(
                        2,
                        () -> {
                            if (begun.getAndIncrement() > 0) {
                                untilStopped();
                                throw new IllegalStateException("later");
                            }
                            throw new StackOverflowError("first");
                        },
                        stop))
                .isInstanceOf(SweepException.class)
                .hasRootCauseInstanceOf(StackOverflowError.class)
                .satisfies(thrown -> assertThat(thrown.getCause().getSuppressed())
                        .singleElement()
                        .hasToString("java.lang.IllegalStateException: later"));
    }

    @Test
    void anInterruptedCallerWaitsForTheWorkersAndKeepsItsMark() {
        Thread caller = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(2);
        try {
            assertThatThrownBy(() -> Workers.run(
                            2,
                            () -> {
                                caller.interrupt();
                                untilStopped();
                                ended.countDown();
                            },
                            stop))
                    .isInstanceOf(CancellationException.class);
            assertThat(ended.getCount()).isZero();
            assertThat(caller.isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /** Fails if the thread is interrupted, which would close the files it writes. */
    private void untilStopped() {
        while (!stop.requested()) {
            Thread.onSpinWait();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
