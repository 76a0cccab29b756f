package org.dl4jlab.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.dl4jlab.training.cluster.ClusterException;

/** How many tasks a cluster does at the same time: executors come one after the other, and nobody says how many will. */
final class ExecutorCount {

    private static final int SECONDS_FOR_THE_FIRST = 60;
    private static final int SECONDS_FOR_THE_NEXT = 2;
    private static final int SECONDS_TO_ANSWER = 90;
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    /** So many executors that ended before one of them did anything are no accident. */
    private static final int MOST_LOST = 3;

    private static final String NEEDED =
            "Java 17 and Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", as this program has";

    private ExecutorCount() {}

    /**
     * @return cores of all executors together
     * @throws ClusterException if no executor comes
     */
    static int await(JavaSparkContext context) {
        if (context.isLocal()) {
            return context.defaultParallelism();
        }
        LostExecutors lost = new LostExecutors();
        context.sc().addSparkListener(lost);
        try {
            return await(context, lost);
        } finally {
            context.sc().removeSparkListener(lost);
        }
    }

    private static int await(JavaSparkContext context, LostExecutors lost) {
        long last = System.nanoTime();
        int known = 0;
        List<JavaFutureAction<List<Integer>>> greetings = new ArrayList<>();
        while (true) {
            if (context.sc().isStopped()) {
                throw new ClusterException(
                        "The cluster " + context.master() + " took this program and let it go before an"
                                + " executor was at work; its workers need " + NEEDED + ". Their own logs say more.");
            }
            lost.requireFew(context);
            int now = executors(context);
            if (now > known) {
                while (greetings.size() < now) {
                    greetings.add(greet(context));
                }
                known = now;
                last = System.nanoTime();
            }
            int patience = known == 0 ? SECONDS_FOR_THE_FIRST : SECONDS_FOR_THE_NEXT;
            if (System.nanoTime() - last > TimeUnit.SECONDS.toNanos(patience)) {
                break;
            }
            pause();
        }
        if (known == 0) {
            throw new ClusterException("The cluster " + context.master() + " gave this program no executor in "
                    + SECONDS_FOR_THE_FIRST + " s: are its workers running, and have they a free core and "
                    + context.getConf().get("spark.executor.memory", "1g") + " of memory, " + NEEDED + "?");
        }
        requireAnswer(context, greetings, lost);
        // What Spark goes by: the cores of all executors, at least 2.
        return context.defaultParallelism();
    }

    /** While others are still on their way, those that are there get ready. */
    private static JavaFutureAction<List<Integer>> greet(JavaSparkContext context) {
        return context.parallelize(List.of(1), 1).map(ExecutorSetup::answer).collectAsync();
    }

    /** An executor of an older Spark joins, takes tasks, cannot read them, and says nothing about it. */
    private static void requireAnswer(
            JavaSparkContext context, List<JavaFutureAction<List<Integer>>> greetings, LostExecutors lost) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_ANSWER);
        try {
            while (true) {
                try {
                    greetings.get(0).get(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException e) {
                    lost.requireFew(context);
                    if (System.nanoTime() > end) {
                        greetings.forEach(greeting -> greeting.cancel(true));
                        throw new ClusterException(
                                "An executor of the cluster " + context.master()
                                        + " took a task and did not answer in " + SECONDS_TO_ANSWER
                                        + " s; its workers need " + NEEDED + ".",
                                e);
                    }
                }
            }
        } catch (ExecutionException e) {
            String reason = String.valueOf(e.getCause().getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new ClusterException(
                    "An executor of the cluster " + context.master() + " cannot do this program's tasks (" + reason
                            + "); its workers need " + NEEDED + ".",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for executors", e);
        }
    }

    /** The driver is listed too. */
    static int executors(JavaSparkContext context) {
        return context.sc().statusTracker().getExecutorInfos().length - 1;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for executors", e);
        }
    }

    /** Executors that ended while nothing was asked of them but an answer. */
    private static final class LostExecutors extends SparkListener {

        private final AtomicInteger count = new AtomicInteger();
        private volatile String reason = "";

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            reason = removed.reason();
            count.incrementAndGet();
        }

        void requireFew(JavaSparkContext context) {
            if (count.get() >= MOST_LOST) {
                throw new ClusterException(
                        "Executors of the cluster " + context.master() + " end before they do anything ("
                                + reason + "): have they memory enough with spark.executor.memory="
                                + context.getConf().get("spark.executor.memory", "1g") + ", and " + NEEDED
                                + "? Their own logs, on the workers, say more.");
            }
        }
    }
}
