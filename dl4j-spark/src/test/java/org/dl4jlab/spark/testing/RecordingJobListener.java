package org.dl4jlab.spark.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dl4jlab.training.cluster.JobListener;

/**
 * Keeps what it hears of a job.
 *
 * @param heard in order: {@code on <host>} where the job begins, and its news
 */
public record RecordingJobListener(List<String> heard) implements JobListener {

    public RecordingJobListener() {
        this(new CopyOnWriteArrayList<>());
    }

    @Override
    public void began(String host) {
        heard.add("on " + host);
    }

    @Override
    public void news(String text) {
        heard.add(text);
    }
}
