package org.dl4jlab.spark.jobs;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.dl4jlab.training.cluster.JobListener;

/** What Spark's listener bus has heard of a job, for the thread that waits for it. */
final class RunningJob {

    private final Queue<Consumer<JobListener>> unheard = new ArrayDeque<>();

    /** Spark's number of the latest attempt; what earlier ones still say is no news. */
    private long attempt = -1;

    /** Texts of this attempt. */
    private long heard;

    synchronized void began(long task, String host) {
        attempt = task;
        heard = 0;
        unheard.add(listener -> listener.began(host));
    }

    /** @param news all that the attempt has told so far */
    synchronized void told(long task, News news) {
        if (task != attempt || news.count() <= heard) {
            return;
        }
        int known = (int) Math.max(0, heard - news.before());
        for (String text : news.last().subList(known, news.last().size())) {
            unheard.add(listener -> listener.news(text));
        }
        heard = news.count();
    }

    /** Tells what was heard since the last time. */
    void tell(JobListener listener) {
        for (Consumer<JobListener> next = poll(); next != null; next = poll()) {
            next.accept(listener);
        }
    }

    private synchronized Consumer<JobListener> poll() {
        return unheard.poll();
    }
}
