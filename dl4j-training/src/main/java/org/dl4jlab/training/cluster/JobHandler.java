package org.dl4jlab.training.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.StopSignal;

/**
 * Does jobs of one kind, on the machine that they came to. Named in {@code
 * META-INF/services/org.dl4jlab.training.cluster.JobHandler} of its library. Several jobs may be done at once.
 */
public interface JobHandler {

    /**
     * What a job finds on its machine.
     *
     * @param folder an empty one, which is sent back as it is left and then removed
     * @param store with the job's data; fetches nothing
     * @param stop asks for an end; what is left then is not sent back
     */
    record Site(Path folder, DataStore store, StopSignal stop) {}

    /** As in {@link Job#handler()}. */
    String name();

    /**
     * Does a job.
     *
     * @param description of the job
     * @throws IOException if it cannot be done, like any other exception; it is not tried again
     */
    void perform(String description, Site site) throws IOException;
}
