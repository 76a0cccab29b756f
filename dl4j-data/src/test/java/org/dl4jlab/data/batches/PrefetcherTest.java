package org.dl4jlab.data.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetcherTest {

    /** A slot that shows whether somebody writes to it while it is handed out. */
    private static final class Slot {
        volatile long number = -1;
    }

    /** Takes some time, and lets other threads go first. */
    private static void dawdle(int turns) {
        for (int turn = 0; turn < turns; turn++) {
            Thread.yield();
        }
    }

    /** Until the latch is open or the workers are ended. */
    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Prefetcher<Slot> reusing(int workers, int depth, Prefetcher.Filler<Slot> filler) {
        return new Prefetcher<>(workers, depth, true, number -> new Slot(), filler, slot -> {});
    }

    @ParameterizedTest
    @CsvSource({"0, 4, true", "1, 1, true", "1, 4, true", "3, 4, true", "3, 1, true", "3, 4, false", "0, 1, false"})
    void handsOutInOrderWhateverEachItemTakes(int workers, int depth, boolean reuse) {
        AtomicInteger slots = new AtomicInteger();
        try (Prefetcher<Slot> prefetcher = new Prefetcher<>(
                workers,
                depth,
                reuse,
                number -> {
                    slots.incrementAndGet();
                    return new Slot();
                },
                (slot, number) -> {
                    dawdle(new Random(number).nextInt(3000));
                    slot.number = number;
                },
                slot -> {})) {
            List<Slot> kept = new ArrayList<>();
            for (long number = 0; number < 60; number++) {
                Slot slot = prefetcher.take(number);
                kept.add(slot);
                assertThat(slot.number).isEqualTo(number);
                dawdle(number % 7 == 0 ? 3000 : 0);
                assertThat(slot.number).as("still valid").isEqualTo(number);
            }
            if (reuse) {
                assertThat(slots.get()).isLessThanOrEqualTo(workers == 0 ? 1 : depth + 2);
            } else {
                for (int number = 0; number < 60; number++) {
                    assertThat(kept.get(number).number).isEqualTo(number);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void goesAnywhereWhenAsked(int workers) {
        try (Prefetcher<Slot> prefetcher = reusing(workers, 3, (slot, number) -> slot.number = number)) {
            for (long number : new long[] {0, 1, 7, 8, 3, 3, 4, 5, 1_000_000_000_000L, 0}) {
                assertThat(prefetcher.take(number).number).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void aFailureComesWithItsItemAndCanBeTriedAgain(int workers) {
        AtomicInteger attempts = new AtomicInteger();
        try (Prefetcher<Slot> prefetcher = reusing(workers, 4, (slot, number) -> {
            if (number == 5 && attempts.getAndIncrement() == 0) {
                throw new IllegalArgumentException("image 17 is broken");
            }
            slot.number = number;
        })) {
            for (long number = 0; number < 5; number++) {
                assertThat(prefetcher.take(number).number).isEqualTo(number);
            }
            assertThatThrownBy(() -> prefetcher.take(5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("image 17 is broken");
            for (long number = 5; number < 20; number++) {
                assertThat(prefetcher.take(number).number).isEqualTo(number);
            }
        }
    }

    @Test
    void anErrorIsNotHidden() {
        try (Prefetcher<Slot> prefetcher = reusing(1, 2, (slot, number) -> {
            throw new OutOfMemoryError("no more");
        })) {
            assertThatThrownBy(() -> prefetcher.take(0))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("no more");
        }
    }

    @Test
    void workersAreDaemonsThatEndOnClose() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(3);
        Prefetcher<Slot> prefetcher = reusing(3, 6, (slot, number) -> {
            if (threads.add(Thread.currentThread())) {
                all.countDown();
            }
            await(all);
        });
        for (long number = 0; number < 10; number++) {
            prefetcher.take(number);
        }
        assertThat(threads)
                .hasSize(3)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().startsWith("image-batches-"));
        prefetcher.close();
        assertThat(threads).allSatisfy(PrefetcherTest::assertEnds);
        assertThatThrownBy(() -> prefetcher.take(10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these batches were closed");
        prefetcher.close();
    }

    private static void assertEnds(Thread thread) throws InterruptedException {
        thread.join(5000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closingFreesWhoeverWaits() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        Prefetcher<Slot> prefetcher = reusing(1, 4, (slot, number) -> {
            started.countDown();
            await(hold);
        });
        ExecutorService consumer = Executors.newSingleThreadExecutor();
        try {
            Future<Throwable> waiting = consumer.submit(() -> {
                try {
                    prefetcher.take(0);
                    prefetcher.take(1);
                    return null;
                } catch (RuntimeException expected) {
                    return expected;
                }
            });
            started.await();
            prefetcher.close();
            assertThat(waiting.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("these batches were closed");
        } finally {
            hold.countDown();
            consumer.shutdownNow();
        }
    }

    @Test
    void anInterruptedConsumerStopsWaiting() {
        CountDownLatch hold = new CountDownLatch(1);
        Prefetcher<Slot> prefetcher = reusing(1, 1, (slot, number) -> {
            await(hold);
            slot.number = number;
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> prefetcher.take(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        hold.countDown();
        assertThat(prefetcher.take(0).number).isZero();
        prefetcher.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 4", "3, 4", "3, 1"})
    void closingReleasesEverySlotOnce(int workers, int depth) {
        Set<Slot> made = ConcurrentHashMap.newKeySet();
        List<Slot> released = new ArrayList<>();
        Prefetcher<Slot> prefetcher = new Prefetcher<>(
                workers,
                depth,
                true,
                number -> slotIn(made),
                (slot, number) -> {
                    if (number == 3) {
                        throw new IllegalArgumentException("image 17 is broken");
                    }
                    slot.number = number;
                },
                released::add);
        for (long number : new long[] {0, 1, 2, 3, 4, 9, 10, 2}) {
            if (number == 3) {
                assertThatThrownBy(() -> prefetcher.take(number)).isInstanceOf(IllegalArgumentException.class);
            } else {
                prefetcher.take(number);
            }
            assertThat(released).isEmpty();
        }
        prefetcher.close();
        prefetcher.close();
        assertThat(released).containsExactlyInAnyOrderElementsOf(made);
    }

    /** What a thread allocates stays in glibc's heap of that thread, and workers come and go. */
    @Test
    void slotsAreMadeByTheThreadThatTakes() {
        Set<Thread> makers = ConcurrentHashMap.newKeySet();
        try (Prefetcher<Slot> prefetcher = new Prefetcher<>(
                3,
                4,
                false,
                number -> {
                    makers.add(Thread.currentThread());
                    return new Slot();
                },
                (slot, number) -> slot.number = number,
                slot -> {})) {
            for (long number = 0; number < 20; number++) {
                prefetcher.take(number);
            }
        }
        assertThat(makers).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void slotsThatAreNotReusedBelongToTheirTakers(int workers) {
        List<Slot> released = new ArrayList<>();
        Prefetcher<Slot> prefetcher = new Prefetcher<>(
                workers, 2, false, number -> new Slot(), (slot, number) -> slot.number = number, released::add);
        prefetcher.take(0);
        prefetcher.close();
        assertThat(released).isEmpty();
    }

    /** The thread that took an item may still be reading it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void anotherThreadsCloseReleasesNothing(int workers) throws Exception {
        List<Slot> released = new ArrayList<>();
        Prefetcher<Slot> prefetcher = new Prefetcher<>(
                workers, 2, true, number -> new Slot(), (slot, number) -> slot.number = number, released::add);
        prefetcher.take(0);
        Thread other = new Thread(prefetcher::close);
        other.start();
        other.join();
        assertThat(released).isEmpty();
    }

    private static Slot slotIn(Set<Slot> made) {
        Slot slot = new Slot();
        made.add(slot);
        return slot;
    }
}
