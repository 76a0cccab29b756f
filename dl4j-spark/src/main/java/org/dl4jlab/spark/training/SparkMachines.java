package org.dl4jlab.spark.training;

import java.util.function.IntFunction;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.internal.log.RunLog;
import org.dl4jlab.training.parallel.Machines;
import org.dl4jlab.training.parallel.ReplicaPart;
import org.slf4j.Logger;

/**
 * The executors of a Spark cluster, as machines that train one network together. Each copy of the network is a task; an
 * executor with several cores has several copies.
 */
public final class SparkMachines implements Machines {

    private static final Logger log = RunLog.logger(SparkMachines.class);

    private final SparkConnection connection;
    private final int count;

    private SparkMachines(SparkConnection connection, int count) {
        this.connection = connection;
        this.count = count;
    }

    /**
     * @param count copies of the network, at least 1; more than the executors have cores take turns
     * @throws InvalidInputException if it is below 1
     */
    public static SparkMachines of(SparkConnection connection, int count) {
        if (count < 1) {
            throw new InvalidInputException(
                    "The number of copies of the network must be at least 1, but got " + count + ".");
        }
        return new SparkMachines(connection, count);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public Copies start(IntFunction<ReplicaPart> parts) {
        // A copy stays where it was made: none is made before the executors are there.
        int cores = connection.awaitCores();
        if (cores < count) {
            log.warn("{} copies of the network take turns on {} cores of the cluster", count, cores);
        }
        return SparkCopies.start(connection.context(), count, parts);
    }
}
