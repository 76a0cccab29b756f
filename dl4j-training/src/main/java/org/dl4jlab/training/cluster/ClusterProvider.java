package org.dl4jlab.training.cluster;

import java.io.IOException;
import org.dl4jlab.data.store.DataStore;

/**
 * Knows clusters of one kind. Named in {@code META-INF/services/org.dl4jlab.training.cluster.ClusterProvider} of the library
 * that brings it.
 */
public interface ClusterProvider {

    /** A cluster on this machine alone, for trying things out; it ends with this object, or with the process. */
    interface LocalMachines extends AutoCloseable {

        /** For {@link Cluster#connect}. */
        String address();

        /** Whether the process that hands out work still runs. */
        boolean isAlive();

        @Override
        void close() throws IOException;
    }

    /** As {@link Cluster#connect} has it. */
    Cluster connect(String address, DataStore store);

    /**
     * Starts a cluster on the loopback address of this machine.
     *
     * @param workers processes
     * @param cores of each
     * @param megabytes of memory of each
     * @throws IOException if it does not start; nothing is left running then
     */
    LocalMachines start(int workers, int cores, int megabytes) throws IOException;
}
