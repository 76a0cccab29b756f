package org.dl4jlab.ui.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.dl4jlab.ui.RawHttp;
import org.junit.jupiter.api.Test;

/** What serving takes from the training beside it. */
class CpuBudgetTest {

    private static final ServerLimits LIMITS = ServerLimits.standard().withProcessors(0.1, 2);

    private final AtomicLong used = new AtomicLong();
    private final AtomicLong clock = new AtomicLong();
    private final CpuBudget share = new CpuBudget(LIMITS, used::get, clock::get);

    private void work(long millis) {
        used.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void pass(long millis) {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void whatWasSavedUpMayBeUsedAtOnce() {
        work(2000);
        assertThat(share.waitMillis()).isZero();
        work(1000);
        // 0.9 s more than was allowed meanwhile, which takes ten times as long to come back.
        assertThat(share.waitMillis()).isBetween(8900L, 9100L);
        pass(9100);
        assertThat(share.waitMillis()).isZero();
    }

    @Test
    void noMoreIsSavedUpThanTheLimit() {
        pass(TimeUnit.HOURS.toMillis(3));
        assertThat(share.waitMillis()).isZero();
        work(3000);
        assertThat(share.waitMillis()).isPositive();
    }

    @Test
    void aLoopGetsItsShareAndNoMore() {
        long worked = 0;
        for (int turn = 0; turn < 2000; turn++) {
            long wait = share.waitMillis();
            if (wait > 0) {
                pass(wait);
            } else {
                work(20);
                worked += 20;
            }
        }
        double elapsed = TimeUnit.NANOSECONDS.toMillis(clock.get());
        assertThat((worked - 2000) / elapsed).isBetween(0.09, 0.105);
    }

    /** A page that costs ten milliseconds, asked for in a loop. Only processor time is looked at, which no other load changes. */
    @Test
    void aClientInALoopSlowsItselfOnly() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ServerLimits limits = ServerLimits.standard().withProcessors(0.1, 0.2);
        try (WebServer server = WebServer.start(
                Binding.of("127.0.0.1", 0, Optional.empty(), Optional.empty()),
                Optional.empty(),
                limits,
                new WebServer.Content(
                        List.of(new PageRoute("/page", PageRoute.Lane.LAB, rc -> {
                            long end = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(10);
                            while (threads.getCurrentThreadCpuTime() < end) {
                                Thread.onSpinWait();
                            }
                            Responses.plain(rc, "here");
                        })),
                        List.of(),
                        (status, why, language, base) -> ""))) {
            long begin = System.nanoTime();
            int answered = 0;
            while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(2500)) {
                answered += loop(server.port());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            // 0.2 s at once, then a tenth, and what was under way at the end; ten milliseconds each.
            assertThat(answered).isPositive().isLessThan((int) (100 * (0.2 + 0.1 * seconds)) + 5);
        }
    }

    private static int loop(int port) throws IOException {
        return RawHttp.get(port, "/page").status() == 200 ? 1 : 0;
    }
}
