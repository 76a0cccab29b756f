package org.dl4jlab.spark.prediction;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;
import org.dl4jlab.training.Classifier;

/**
 * A run's {@code model.zip} on its way to the executors. Each opens it once, with the checks that a file of unknown origin gets,
 * and keeps the network.
 *
 * @param sha256 of the file
 * @param bytes of the file
 */
record SentNetwork(String sha256, Broadcast<byte[]> bytes) implements Serializable {

    private static final Map<String, Classifier> OPEN = new ConcurrentHashMap<>();

    /** The network of this process, shared by its tasks, which take turns. */
    Classifier classifier() {
        return OPEN.computeIfAbsent(sha256, unknown -> open(bytes.value()));
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
