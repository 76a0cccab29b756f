package org.dl4jlab.spark.jobs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.spark.util.ShutdownHookManager;
import scala.runtime.BoxedUnit;

/**
 * Lets a connection be closed in good order when the JVM is told to end (Ctrl-C, SIGTERM). Spark's own hook would stop it at once,
 * under the feet of those who wait for jobs; and whoever ends the JVM would not know that Spark still removes its folders.
 */
final class OrderlyShutdown implements AutoCloseable {

    /** Beyond that of Spark's own hooks, which are 25 to 50. */
    private static final int BEFORE_ALL = 1000;

    private static final int AFTER_ALL = -1000;

    /** Hadoop, which calls the hooks, gives all of them together 30 s. */
    private static final int SECONDS_TO_CLOSE = 15;

    private static final int SECONDS_TO_CLEAN = 10;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private Object first;
    private Object last;

    private OrderlyShutdown() {}

    /** From now on, until it is closed. */
    static OrderlyShutdown prepare() {
        OrderlyShutdown shutdown = new OrderlyShutdown();
        shutdown.first = ShutdownHookManager.addShutdownHook(BEFORE_ALL, () -> {
            shutdown.begun.countDown();
            await(shutdown.closed, SECONDS_TO_CLOSE);
            return BoxedUnit.UNIT;
        });
        shutdown.last = ShutdownHookManager.addShutdownHook(AFTER_ALL, () -> {
            shutdown.cleaned.countDown();
            return BoxedUnit.UNIT;
        });
        return shutdown;
    }

    /** Whether the JVM was told to end: jobs are to be given up. */
    boolean hasBegun() {
        return begun.getCount() == 0;
    }

    /** The connection is closed. While the JVM ends, waits until Spark has removed its temporary folders. */
    @Override
    public void close() {
        closed.countDown();
        ShutdownHookManager.removeShutdownHook(first);
        if (hasBegun()) {
            await(cleaned, SECONDS_TO_CLEAN);
        } else {
            ShutdownHookManager.removeShutdownHook(last);
        }
    }

    private static void await(CountDownLatch latch, int seconds) {
        try {
            latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
