package org.dl4jlab.spark.jobs;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.AccumulatorV2;

/**
 * What a job has told so far, as an accumulator: Spark brings the values of running tasks to the driver with the heartbeats of
 * their executor. It has no name, because Spark writes the values of named ones into its event log.
 */
final class JobNews extends AccumulatorV2<String, News> {

    private static final long serialVersionUID = 1;

    /** Each heartbeat carries them again. */
    static final int MOST_CARRIED = 1000;

    /** Replaced as a whole: heartbeats read it while the job writes. */
    private volatile News news = News.NONE;

    @Override
    public boolean isZero() {
        return news.count() == 0;
    }

    @Override
    public JobNews copy() {
        JobNews copy = new JobNews();
        copy.news = news;
        return copy;
    }

    @Override
    public void reset() {
        news = News.NONE;
    }

    @Override
    public synchronized void add(String text) {
        List<String> last = new ArrayList<>(news.last());
        last.add(text);
        int leftOut = Math.max(0, last.size() - MOST_CARRIED);
        news = new News(news.before() + leftOut, last.subList(leftOut, last.size()));
    }

    /** Of the attempts at a job only one comes back. */
    @Override
    public void merge(AccumulatorV2<String, News> other) {
        news = other.value();
    }

    @Override
    public News value() {
        return news;
    }
}
