package org.dl4jlab.training.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.internal.run.JsonFile;

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
     * @param news takes short texts for whoever waits for the job, who may hear them before it is back
     */
    record Site(Path folder, DataStore store, StopSignal stop, Consumer<String> news) {

        /** Tells a record, as the text that {@link JsonFile#parse(String, Class)} reads. */
        public void tell(Object record) {
            try {
                news.accept(JsonFile.text(record));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

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
