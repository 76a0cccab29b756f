package org.dl4jlab.training.internal.data;

import java.util.stream.Stream;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.internal.log.RunLog;
import org.slf4j.Logger;

/** Tells a listener of downloads as tasks, one for each source. */
public final class FetchProgress implements ProgressListener, AutoCloseable {

    private static final Logger log = RunLog.logger(FetchProgress.class);

    private final RunListener listener;
    private String source;
    private RunListener.Task task;

    public FetchProgress(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void progress(String name, long bytesDone, long bytesTotal) {
        if (!name.equals(source)) {
            close();
            source = name;
            boolean pictures =
                    Stream.of("Unpacking ", "Looking at ", "Decoding ").anyMatch(name::startsWith);
            log.info("{}{}", pictures ? "" : "Fetching ", name);
            task = listener.begin(pictures ? "Pictures" : "Fetching", bytesTotal, "bytes");
        }
        task.advanceTo(bytesDone);
    }

    @Override
    public void note(String message) {
        log.info(message);
    }

    @Override
    public void warn(String message) {
        log.warn(message);
    }

    @Override
    public void close() {
        if (task != null) {
            task.close();
            task = null;
        }
    }
}
