package org.dl4jlab.spark;

import java.io.IOException;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.spark.jobs.SparkCluster;
import org.dl4jlab.spark.local.LocalCluster;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterProvider;

/** Brings Apache Spark to whoever asks for a cluster. */
public final class SparkClusterProvider implements ClusterProvider {

    @Override
    public Cluster connect(String address, DataStore store) {
        SparkConnection connection = SparkConnection.open(address, "dl4j-lab");
        return new SparkParallelCluster(connection, new SparkCluster(address, connection, store));
    }

    @Override
    public LocalMachines start(int workers, int cores, int megabytes) throws IOException {
        return LocalCluster.start(workers, cores, megabytes);
    }
}
