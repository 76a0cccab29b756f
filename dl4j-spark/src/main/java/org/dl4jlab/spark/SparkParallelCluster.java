package org.dl4jlab.spark;

import java.io.IOException;
import java.nio.file.Path;
import org.dl4jlab.spark.prediction.SparkPrediction;
import org.dl4jlab.spark.training.SparkMachines;
import org.dl4jlab.training.Lab.DataEvaluation;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.parallel.Machines;
import org.dl4jlab.training.parallel.ParallelCluster;

/** A Spark cluster whose executors work on one thing together. */
record SparkParallelCluster(SparkConnection connection) implements ParallelCluster {

    @Override
    public Machines machines(int count) {
        return SparkMachines.of(connection, count);
    }

    @Override
    public Answered predict(Run run, String folder, String output) throws IOException {
        return SparkPrediction.of(connection, run).predict(folder, output);
    }

    @Override
    public DataEvaluation evaluate(Run run, Path folder, LabOptions options) throws IOException {
        return SparkPrediction.of(connection, run).evaluate(folder, options);
    }

    @Override
    public void close() {
        connection.close();
    }
}
