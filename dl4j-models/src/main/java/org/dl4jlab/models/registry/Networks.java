package org.dl4jlab.models.registry;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.dl4jlab.models.network.Fc2Layer;
import org.dl4jlab.models.network.SimpleCnn;
import org.dl4jlab.models.option.InputShape;
import org.dl4jlab.models.option.NetworkOptions;

/** Every network of this module by its name. */
public final class Networks {

    private static final NetworkOptions MNIST = NetworkOptions.of(InputShape.MNIST, 10);

    private static final Map<String, NetworkDefinition> BY_NAME = index(List.of(
            sequential(
                    "fc2layer",
                    "Fc2Layer",
                    "Two hidden layers of 8 units, fully connected: 6,442 parameters on MNIST.",
                    MNIST,
                    NetworkDefinition.Input.VECTOR,
                    options -> Fc2Layer.configure(Fc2Layer.Options.of(options))),
            sequential(
                    "simple-cnn",
                    "SimpleCnn",
                    "Two 5x5 convolutions with 6 feature maps and two dense layers: 6,422 parameters on MNIST.",
                    MNIST,
                    NetworkDefinition.Input.IMAGE,
                    options -> SimpleCnn.configure(SimpleCnn.Options.of(options)))));

    private Networks() {}

    /**
     * Every network, small ones first.
     *
     * @return an unmodifiable list
     */
    public static List<NetworkDefinition> all() {
        return List.copyOf(BY_NAME.values());
    }

    /**
     * Finds a network.
     *
     * @param name its name, for example {@code simple-cnn}
     * @return the network
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static NetworkDefinition byName(String name) {
        NetworkDefinition found = BY_NAME.get(name);
        if (found == null) {
            LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
            String nearest = BY_NAME.keySet().stream()
                    .min(Comparator.comparingInt(known -> distance.apply(known, name)))
                    .orElseThrow();
            throw new IllegalArgumentException("There is no network named '" + name + "'. Did you mean '" + nearest
                    + "'? Known networks: " + String.join(", ", BY_NAME.keySet()) + ".");
        }
        return found;
    }

    private static NetworkDefinition sequential(
            String name,
            String title,
            String description,
            NetworkOptions defaults,
            NetworkDefinition.Input input,
            Function<NetworkOptions, MultiLayerConfiguration> family) {
        return new NetworkDefinition(
                name,
                title,
                description,
                defaults,
                input,
                NetworkDefinition.Kind.SEQUENTIAL,
                options -> new NetworkConfiguration.Sequential(family.apply(options)));
    }

    private static Map<String, NetworkDefinition> index(List<NetworkDefinition> networks) {
        Map<String, NetworkDefinition> byName = new LinkedHashMap<>();
        networks.forEach(network -> byName.put(network.name(), network));
        return byName;
    }
}
