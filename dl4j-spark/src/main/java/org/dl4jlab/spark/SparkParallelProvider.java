package org.dl4jlab.spark;

import org.dl4jlab.training.parallel.ParallelCluster;

/** Brings Apache Spark to whoever wants several machines to work on one thing. */
public final class SparkParallelProvider implements ParallelCluster.Provider {

    @Override
    public ParallelCluster connect(String address) {
        return new SparkParallelCluster(SparkConnection.open(address, "dl4j-lab"));
    }
}
