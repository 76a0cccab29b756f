package org.dl4jlab.spark.prediction;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;
import org.dl4jlab.spark.ExecutorSetup;
import org.dl4jlab.training.Classifier;

/**
 * A run's {@code model.zip} on its way to the executors. Each opens it once, with the checks that a file of unknown origin gets,
 * and keeps the network until it is asked about another one.
 *
 * @param sha256 of the file
 * @param bytes of the file
 */
record SentNetwork(String sha256, Broadcast<byte[]> bytes) implements Serializable {

    /** The network of this process, for the task that calls. It is shared by tasks, which take turns. */
    Classifier classifier() {
        ExecutorSetup.complete();
        Classifier classifier = OpenNetworks.take(sha256, () -> open(bytes.value()));
        TaskCompletionListener listener = task -> OpenNetworks.giveBack(sha256);
        TaskContext.get().addTaskCompletionListener(listener);
        return classifier;
    }

    private static Classifier open(byte[] zip) {
        try {
            Path file = Files.createTempFile("dl4jlab-network-", ".zip");
            try {
                Files.write(file, zip);
                return Classifier.open(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
