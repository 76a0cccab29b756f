package org.dl4jlab.training.internal.pretrained;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.registry.NetworkDefinition;
import org.dl4jlab.training.internal.run.UntrustedConfiguration;

/** Reads network configurations that DL4J wrote as JSON. */
public final class NetworkFiles {

    private static final long LARGEST = 64L << 20;

    private NetworkFiles() {}

    /**
     * Reads a configuration file.
     *
     * @throws IOException if it is not there or no configuration of a classifier; the message is a sentence without a full
     *     stop
     */
    public static NetworkDefinition read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " has more than " + (LARGEST >> 20) + " MiB, too many for a configuration");
        }
        String json = Files.readString(file, StandardCharsets.UTF_8);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
        try {
            return parse(name, json, true, Optional.empty());
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file + " holds no network that can be used: " + e.getMessage(), e);
        }
    }

    /**
     * @param name for records
     * @param adaptable whether the network may get other numbers of classes; its frozen layers are then thawed
     * @throws IOException if it is no configuration, or names a class that is no part of a network
     * @throws IllegalArgumentException if it is no classifier
     */
    public static NetworkDefinition parse(String name, String json, boolean adaptable, Optional<InputShape> input)
            throws IOException {
        UntrustedConfiguration configuration;
        try {
            configuration = UntrustedConfiguration.of(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        try {
            if (configuration.isGraph()) {
                return adaptable
                        ? NetworkDefinition.saved(name, configuration.graph(), input)
                        : NetworkDefinition.of(name, configuration.graph());
            }
            return adaptable
                    ? NetworkDefinition.saved(name, configuration.layers(), input)
                    : NetworkDefinition.of(name, configuration.layers());
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (RuntimeException e) {
            // DL4J answers other JSON with exceptions of its inner workings.
            throw new IOException("it is no configuration that DL4J wrote: " + e.getMessage(), e);
        }
    }
}
