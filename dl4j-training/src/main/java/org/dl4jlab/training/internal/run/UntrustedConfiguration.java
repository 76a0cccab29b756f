package org.dl4jlab.training.internal.run;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.stepfunctions.StepFunction;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * DL4J's JSON of a network that may come from a stranger. The JSON names Java classes, which DL4J's reader makes objects of;
 * here each name must be that of a part of a network before the reader sees the text. No class is initialised for that.
 */
public final class UntrustedConfiguration {

    /** What a configuration is made of. */
    private static final List<Class<?>> PARTS = List.of(
            Layer.class,
            GraphVertex.class,
            InputPreProcessor.class,
            InputType.class,
            IDropout.class,
            IWeightNoise.class,
            IWeightInit.class,
            IActivation.class,
            ILossFunction.class,
            IUpdater.class,
            ISchedule.class,
            Regularization.class,
            LayerConstraint.class,
            Distribution.class,
            StepFunction.class);

    private static final String CLASS = "@class";

    /** Of two members of one name, this reader would keep the last and DL4J's might take the first. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonNode json;
    private final String text;

    private UntrustedConfiguration(JsonNode json, String text) {
        this.json = json;
        this.text = text;
    }

    /**
     * Looks at a configuration without making anything of it.
     *
     * @throws IOException if it is no JSON or names a class that is no part of a network; the message is the rest of a
     *     sentence
     */
    public static UntrustedConfiguration of(byte[] bytes) throws IOException {
        JsonNode json = STRICT.readTree(bytes);
        if (json == null || !json.isObject()) {
            throw new IOException("its configuration is no JSON object");
        }
        check(json);
        return new UntrustedConfiguration(json, new String(bytes, StandardCharsets.UTF_8));
    }

    /** Whether it is that of a {@code ComputationGraph}. */
    public boolean isGraph() {
        return json.has("vertices");
    }

    /** For a {@code ComputationGraph}; DL4J throws unchecked exceptions if it cannot read it. */
    public ComputationGraphConfiguration graph() {
        return ComputationGraphConfiguration.fromJson(text);
    }

    /** For a {@code MultiLayerNetwork}; DL4J throws unchecked exceptions if it cannot read it. */
    public MultiLayerConfiguration layers() {
        return MultiLayerConfiguration.fromJson(text);
    }

    /**
     * Number of values in its flat parameter array.
     *
     * @throws IOException if DL4J cannot read it; the message is the rest of a sentence
     */
    long parameters() throws IOException {
        try {
            long sum = 0;
            if (isGraph()) {
                for (GraphVertex vertex : graph().getVertices().values()) {
                    sum = Math.addExact(sum, vertex.numParams(false));
                }
            } else {
                for (NeuralNetConfiguration layer : layers().getConfs()) {
                    sum = Math.addExact(sum, layer.getLayer().initializer().numParams(layer));
                }
            }
            return sum;
        } catch (RuntimeException e) {
            throw new IOException("its configuration cannot be read: " + e.getMessage(), e);
        }
    }

    /** The network, with first weights as its configuration says. */
    Model initialize() throws IOException {
        try {
            if (isGraph()) {
                ComputationGraph graph = new ComputationGraph(graph());
                graph.init();
                return graph;
            }
            MultiLayerNetwork network = new MultiLayerNetwork(layers());
            network.init();
            return network;
        } catch (RuntimeException e) {
            throw new IOException("its configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private static void check(JsonNode node) throws IOException {
        if (node.has(CLASS)) {
            checkName(node.get(CLASS).asText());
        }
        // The reader also takes ["class", {...}] for an object of that class.
        if (node.isArray()
                && node.size() == 2
                && node.get(0).isTextual()
                && node.get(1).isContainerNode()) {
            checkName(node.get(0).asText());
        }
        for (JsonNode child : node) {
            check(child);
        }
    }

    private static void checkName(String name) throws IOException {
        Class<?> named;
        try {
            named = Class.forName(name, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException(
                    "its configuration names a class '" + name + "' that is not here; put the classes of the network on"
                            + " the class path, or save it without them",
                    e);
        }
        if (PARTS.stream().noneMatch(part -> part.isAssignableFrom(named))) {
            throw new IOException("its configuration names a class '" + name + "', which is no part of a network");
        }
    }
}
