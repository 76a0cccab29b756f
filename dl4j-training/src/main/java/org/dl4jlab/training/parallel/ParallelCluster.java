package org.dl4jlab.training.parallel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;

/** A cluster whose machines do independent jobs, and also work on one thing together. */
public interface ParallelCluster extends Cluster {

    /**
     * What came of asking about pictures.
     *
     * @param pictures that have an answer
     * @param leftOut a sentence for each picture that could not be read, or one that there is none
     */
    record Answered(long pictures, List<String> leftOut) {

        public Answered {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Connects to a cluster.
     *
     * @param address such as {@code spark://host:7077} or {@code local[2]}
     * @throws InvalidInputException if it is no address of a cluster, or the library that knows clusters is not there
     */
    static ParallelCluster connect(String address) {
        Cluster cluster = Cluster.connect(address, DataStore.standard());
        if (cluster instanceof ParallelCluster parallel) {
            return parallel;
        }
        cluster.close();
        throw new InvalidInputException("The machines of " + address + " do independent jobs only.");
    }

    /**
     * Machines that train copies of one network.
     *
     * @param count how many copies, at least 1
     */
    Machines machines(int count);

    /**
     * Asks the network of a finished run about all pictures of a folder and of the folders in it, in the order in which one
     * machine asks.
     *
     * @param folder a path that all machines see, this one too, or an address of an object store
     * @param output a file {@code *.csv} of this machine, or a folder {@code *.parquet} that all machines see
     * @throws InvalidInputException if one of the two is none, or the output is there already (Parquet)
     * @param stop may end the work
     * @throws java.util.concurrent.CancellationException if it was stopped; nothing is left behind then
     * @throws IOException if the run saved no network, or the output cannot be written
     */
    Answered predict(Run run, String folder, String output, StopSignal stop) throws IOException;

    /**
     * Evaluates the network of a finished run, as {@link org.dl4jlab.training.Lab#evaluate} does.
     *
     * @param folder of labelled pictures that all machines see, this one too
     */
    DataEvaluation evaluate(Run run, Path folder, LabOptions options) throws IOException;
}
