package org.dl4jlab.training.cluster;

/** Hears of a job while it is done, by the thread that waits for it, and nothing once that thread has it back. */
public interface JobListener {

    /** Hears nothing. */
    JobListener NONE = new JobListener() {};

    /**
     * A machine does the job. If it is lost, another one begins from the start, and tells its news from the first on.
     *
     * @param host as in {@link JobResult#host()}
     */
    default void began(String host) {}

    /**
     * What the handler has to tell, each once and in order; the last may not come before the job is back.
     *
     * @param text as it was given to {@link JobHandler.Site#news()}
     */
    default void news(String text) {}
}
