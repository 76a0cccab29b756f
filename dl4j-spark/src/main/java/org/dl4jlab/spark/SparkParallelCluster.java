package org.dl4jlab.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.spark.prediction.SparkPrediction;
import org.dl4jlab.spark.training.SparkMachines;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.parallel.Machines;
import org.dl4jlab.training.parallel.ParallelCluster;

/**
 * A Spark cluster whose executors do independent jobs, and also work on one thing together.
 *
 * @param jobs does the independent ones, on the same connection, and closes it
 */
record SparkParallelCluster(SparkConnection connection, Cluster jobs) implements ParallelCluster {

    @Override
    public Machines machines(int count) {
        return SparkMachines.of(connection, count);
    }

    @Override
    public Answered predict(Run run, String folder, String output, StopSignal stop) throws IOException {
        try (SparkPrediction prediction = SparkPrediction.of(connection, run)) {
            return prediction.predict(folder, output, stop);
        }
    }

    @Override
    public DataEvaluation evaluate(Run run, Path folder, LabOptions options) throws IOException {
        try (SparkPrediction prediction = SparkPrediction.of(connection, run)) {
            return prediction.evaluate(folder, options);
        }
    }

    @Override
    public String address() {
        return jobs.address();
    }

    @Override
    public int slots() {
        return jobs.slots();
    }

    @Override
    public int threads() {
        return jobs.threads();
    }

    @Override
    public JobResult perform(Job job, StopSignal stop, JobListener listener) {
        return jobs.perform(job, stop, listener);
    }

    @Override
    public void close() {
        jobs.close();
    }
}
