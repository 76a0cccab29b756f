package org.dl4jlab.training.internal.classify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.network.Predictor;

/** Reads a {@code model.zip} of either of DL4J's two kinds, to predict with on the engine. */
final class SavedNetwork {

    private SavedNetwork() {}

    /** @throws IOException if there is no network or it is damaged; the message names the file */
    static Predictor read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    file + " is missing: the run was stopped before it saved a network; choose another run");
        }
        try {
            Model network = isGraph(file)
                    ? ModelSerializer.restoreComputationGraph(file.toFile(), false)
                    : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
            try {
                return Engine.predictor(network);
            } finally {
                network.close();
            }
        } catch (IOException | RuntimeException e) {
            // DL4J answers some damaged files with unchecked exceptions.
            throw new IOException(file + " holds no network that can be read: " + e.getMessage(), e);
        }
    }

    private static boolean isGraph(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
            if (entry == null) {
                throw new IOException("it has no " + ModelSerializer.CONFIGURATION_JSON);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                JsonNode configuration = new JsonMapper().readTree(in);
                return configuration.has("vertices");
            }
        }
    }
}
