package org.dl4jlab.training.cluster;

import java.util.ServiceLoader;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.StopSignal;

/** Machines that do independent jobs. Safe for several threads, each of which waits for one job. */
public interface Cluster extends AutoCloseable {

    /**
     * Connects to a cluster.
     *
     * @param address such as {@code spark://host:7077} or {@code local[2]}
     * @param store of the data that jobs need; what is not there yet is fetched here, once, and sent to the machines
     * @throws InvalidInputException if it is no address of a cluster, or the library that knows clusters is not there
     * @throws ClusterException if nobody answers; the message says what to do
     */
    static Cluster connect(String address, DataStore store) {
        return provider().connect(address, store);
    }

    /** @throws InvalidInputException if the library that knows clusters is not there */
    static ClusterProvider provider() {
        return ServiceLoader.load(ClusterProvider.class)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("Apache Spark is not part of this program; start it with"
                        + " 'mvn -q -Pspark compile exec:java', or submit it as docs/spark.md says."));
    }

    /** How it was asked for. */
    String address();

    /** Jobs that it does at the same time. */
    int slots();

    /** Threads that a job may compute with. */
    int threads();

    /**
     * Has a job done. One that is lost with its machine is done again on another; one that fails is not.
     *
     * @param stop ends it, as soon as it can be ended
     * @param listener hears how it goes, as soon as the cluster brings it
     * @throws ClusterException if it could not be done; the message says why
     * @throws ClusterLostException if the cluster cannot be reached any more
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    JobResult perform(Job job, StopSignal stop, JobListener listener);

    @Override
    void close();
}
