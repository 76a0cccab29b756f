package org.dl4jlab.experiments.cli;

import java.util.Optional;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.cluster.Cluster;

/**
 * The cluster of a command, closed with it.
 *
 * @param cluster empty if everything is done here
 */
record ClusterConnection(Optional<Cluster> cluster) implements AutoCloseable {

    static ClusterConnection of(ClusterOption option, DataStore store) {
        return new ClusterConnection(option.connect(store));
    }

    @Override
    public void close() {
        cluster.ifPresent(Cluster::close);
    }
}
