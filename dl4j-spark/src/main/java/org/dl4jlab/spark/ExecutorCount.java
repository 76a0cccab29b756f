package org.dl4jlab.spark;

import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.dl4jlab.training.cluster.ClusterException;

/** How many tasks a cluster does at the same time: executors come one after the other, and nobody says how many will. */
final class ExecutorCount {

    private static final int SECONDS_FOR_THE_FIRST = 60;
    private static final int SECONDS_FOR_THE_NEXT = 2;
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private ExecutorCount() {}

    /**
     * @return cores of all executors together
     * @throws ClusterException if no executor comes
     */
    static int await(JavaSparkContext context) {
        if (context.isLocal()) {
            return context.defaultParallelism();
        }
        long last = System.nanoTime();
        int known = 0;
        while (true) {
            int now = executors(context);
            if (now > known) {
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
                    + context.getConf().get("spark.executor.memory", "1g") + " of memory?");
        }
        // What Spark goes by: the cores of all executors, at least 2.
        return context.defaultParallelism();
    }

    /** The driver is listed too. */
    private static int executors(JavaSparkContext context) {
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
}
