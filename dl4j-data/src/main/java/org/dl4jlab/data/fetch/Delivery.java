package org.dl4jlab.data.fetch;

import java.io.IOException;
import java.util.List;
import org.dl4jlab.data.catalog.DataFile;

/** One source, ready to be asked. */
interface Delivery {

    /** Names the source in messages. */
    String title();

    /**
     * Brings files into the cache, as many as it has.
     *
     * @throws IOException if it cannot bring them all; the message says why, for people
     * @throws CacheFailure if the cache cannot be written
     * @throws InterruptedException if this thread was interrupted
     */
    void deliver(List<DataFile> wanted, CacheFolder folder) throws IOException, InterruptedException;
}
