package org.dl4jlab.experiments.cli;

import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.training.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows downloads: a bar each on a terminal, a line each elsewhere. */
final class FetchProgress implements ProgressListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(FetchProgress.class);

    private final Progress progress;
    private String source;
    private Progress.Task task;

    FetchProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void progress(String name, long bytesDone, long bytesTotal) {
        if (!name.equals(source)) {
            close();
            source = name;
            log.info("Fetching {}", name);
            task = progress.begin("Fetching", bytesTotal, "bytes");
        }
        task.advanceTo(bytesDone);
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
            task = null;
        }
    }
}
