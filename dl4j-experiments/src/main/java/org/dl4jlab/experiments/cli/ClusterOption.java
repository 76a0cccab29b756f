package org.dl4jlab.experiments.cli;

import java.util.Optional;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.parallel.ParallelCluster;
import picocli.CommandLine.Option;

/** Where work is done. */
final class ClusterOption {

    /** As on the command line. */
    static final String NAME = "--master";

    @Option(
            names = NAME,
            paramLabel = "<address>",
            description =
                    "Works on an Apache Spark cluster, on as much at a time as it has cores, with one thread each:"
                            + " local[2], spark://host:7077 or whatever master Spark knows. See docs/spark.md. Default:"
                            + " here, or under spark-submit its own master.")
    private String master;

    /** Whether the user named one, rather than {@code spark-submit}. */
    boolean isGiven() {
        return master != null;
    }

    boolean isWanted() {
        return address().isPresent();
    }

    private Optional<String> address() {
        return master == null ? submitted() : Optional.of(master);
    }

    /** The cluster that Spark's own {@code spark-submit} was told, if it started this program. */
    static Optional<String> submitted() {
        return System.getProperty("spark.submit.deployMode") == null
                ? Optional.empty()
                : Optional.ofNullable(System.getProperty("spark.master"));
    }

    /**
     * A connection; empty if everything is done here.
     *
     * @param store of the data that are sent there
     */
    Optional<Cluster> connect(DataStore store) {
        return address().map(address -> Cluster.connect(address, store));
    }

    /** A connection to machines that work on one thing together; not to be asked for unless one is wanted. */
    ParallelCluster connectParallel() {
        return ParallelCluster.connect(address().orElseThrow());
    }
}
