package org.dl4jlab.engine.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.InputVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads DL4J networks into {@link NetworkGraph}s. Both kinds of network give the same kind of graph. */
public final class GraphReader {
    private final NetworkGraph.Builder graph = new NetworkGraph.Builder();
    private final INDArray flatParameters;

    private GraphReader(INDArray flatParameters) {
        this.flatParameters = flatParameters;
    }

    /**
     * Reads an initialised sequential network for inputs of one shape.
     *
     * @throws UnsupportedNetworkException if a setting of it has no counterpart in the graph
     */
    public static NetworkGraph read(MultiLayerNetwork network, Shape inputShape) {
        requireFloat(network.params());
        if (network.getLayerWiseConfigurations().getBackpropType() != BackpropType.Standard) {
            throw new UnsupportedNetworkException("network", "truncated back-propagation through time");
        }
        GraphReader reader = new GraphReader(network.params());
        Node current = reader.graph.input(inputShape);
        for (int i = 0; i < network.getnLayers(); i++) {
            org.deeplearning4j.nn.api.Layer layer = network.getLayer(i);
            InputPreProcessor preProcessor =
                    network.getLayerWiseConfigurations().getInputPreProcess(i);
            current = reader.addLayer(current, layer, preProcessor);
        }
        return reader.graph.build();
    }

    /**
     * Reads an initialised graph network with one input and one output.
     *
     * @throws UnsupportedNetworkException if a setting of it has no counterpart in the graph
     */
    public static NetworkGraph read(ComputationGraph network, Shape inputShape) {
        requireFloat(network.params());
        if (network.getNumInputArrays() != 1 || network.getNumOutputArrays() != 1) {
            throw new UnsupportedNetworkException("network", "more than one input or output");
        }
        if (network.getConfiguration().getBackpropType() != BackpropType.Standard) {
            throw new UnsupportedNetworkException("network", "truncated back-propagation through time");
        }
        GraphReader reader = new GraphReader(network.params());
        GraphVertex[] vertices = network.getVertices();
        Map<Integer, Node> outputs = new HashMap<>();
        for (int index : network.topologicalSortOrder()) {
            outputs.put(index, reader.addVertex(network, vertices[index], outputs, inputShape));
        }
        NetworkGraph graph = reader.graph.build();
        String outputName = network.getConfiguration().getNetworkOutputs().get(0);
        requireOneEnd(graph, outputs.get(network.getVertex(outputName).getVertexIndex()));
        return graph;
    }

    /** Everything must lead to the network's output, else gradients would not reach it. */
    private static void requireOneEnd(NetworkGraph graph, Node output) {
        for (Node node : graph.nodes()) {
            boolean used = !graph.consumers(node).isEmpty();
            if (used == node.equals(output)) {
                String reason = used ? "it is the network's output and an input of another vertex" : "nothing uses it";
                throw new UnsupportedNetworkException(node.name(), reason);
            }
            if (used && node.definition() instanceof LossHead) {
                throw new UnsupportedNetworkException(node.name(), "an output layer inside the network");
            }
        }
    }

    private Node addVertex(ComputationGraph network, GraphVertex vertex, Map<Integer, Node> outputs, Shape inputShape) {
        if (vertex instanceof InputVertex) {
            return graph.input(inputShape);
        }
        List<Node> inputs = new ArrayList<>();
        for (VertexIndices input : vertex.getInputVertices()) {
            inputs.add(outputs.get(input.getVertexIndex()));
        }
        String name = vertex.getVertexName();
        // Exact classes: a subclass may compute something else.
        if (vertex.getClass() == LayerVertex.class) {
            return addLayer(inputs.get(0), vertex.getLayer(), ((LayerVertex) vertex).getLayerPreProcessor());
        }
        org.deeplearning4j.nn.conf.graph.GraphVertex definition =
                network.getConfiguration().getVertices().get(name);
        if (definition.getClass() == PreprocessorVertex.class) {
            Node reshaped = addPreProcessor(name, inputs.get(0), ((PreprocessorVertex) definition).getPreProcessor());
            graph.layerOutput(name, reshaped);
            return reshaped;
        }
        ShapeCheck.require(name, definition, inputs.stream().map(Node::shape).toList());
        InputType[] types =
                inputs.stream().map(input -> input.shape().toInputType()).toArray(InputType[]::new);
        Shape shape = Shape.of(definition.getOutputType(vertex.getVertexIndex(), types), name);
        Node node = graph.add(name, definition, inputs, shape, Map.of());
        graph.layerOutput(name, node);
        return node;
    }

    private Node addLayer(Node input, org.deeplearning4j.nn.api.Layer layer, InputPreProcessor preProcessor) {
        Layer definition = layer.conf().getLayer();
        String name = definition.getLayerName() == null ? "layer" + layer.getIndex() : definition.getLayerName();
        boolean frozen = isFrozen(layer, name);
        if (definition instanceof BaseLayer base && base.getWeightNoise() != null) {
            throw new UnsupportedNetworkException(name, "weight noise " + base.getWeightNoise());
        }
        Node current = preProcessor == null ? input : addPreProcessor(name, input, preProcessor);
        if (definition.getIDropout() != null && dropsItsInput(definition) && !frozen) {
            current = graph.add(name, definition.getIDropout(), List.of(current), current.shape(), Map.of());
        }
        Node last = addComputation(name, definition, current, layer, frozen);
        graph.layerOutput(name, last);
        return last;
    }

    /** DL4J's frozen layers compute as in inference, dropout and batch normalisation included. */
    private boolean isFrozen(org.deeplearning4j.nn.api.Layer layer, String name) {
        if (layer instanceof FrozenLayer && graph.hasTrainedNode()) {
            throw new UnsupportedNetworkException(name, "a frozen layer behind layers that are trained");
        }
        if (layer instanceof FrozenLayerWithBackprop && layer.conf().getLayer().getIDropout() != null) {
            throw new UnsupportedNetworkException(name, "dropout in a layer frozen with backpropagation");
        }
        return layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
    }

    private Node addPreProcessor(String name, Node input, InputPreProcessor preProcessor) {
        ShapeCheck.require(name, preProcessor, input.shape());
        Shape shape = Shape.of(preProcessor.getOutputType(input.shape().toInputType()), name);
        return graph.add(name, preProcessor, List.of(input), shape, Map.of());
    }

    private Node addComputation(
            String name, Layer definition, Node input, org.deeplearning4j.nn.api.Layer layer, boolean frozen) {
        ShapeCheck.require(name, definition, input.shape());
        if (definition.getClass() == DropoutLayer.class) {
            return input; // the dropout itself was added as dropout of this layer's input
        }
        if (definition.getClass() == ActivationLayer.class) {
            IActivation function = ((ActivationLayer) definition).getActivationFn();
            return graph.add(name, function, List.of(input), input.shape(), Map.of());
        }
        if (definition.getClass() == LossLayer.class) {
            LossLayer loss = (LossLayer) definition;
            LossHead head = new LossHead(loss.getActivationFn(), loss.getLossFn());
            return graph.add(name, head, List.of(input), input.shape(), Map.of());
        }
        Shape shape = Shape.of(
                definition.getOutputType(layer.getIndex(), input.shape().toInputType()), name);
        Node node = graph.add(name, definition, List.of(input), shape, slices(layer), frozen);
        if (definition.getClass() == OutputLayer.class) {
            BaseOutputLayer output = (BaseOutputLayer) definition;
            LossHead head = new LossHead(output.getActivationFn(), output.getLossFn());
            return graph.add(name, head, List.of(node), shape, Map.of());
        }
        IActivation activation = ownActivation(definition);
        if (activation == null || activation.getClass() == ActivationIdentity.class) {
            return node;
        }
        return graph.add(name, activation, List.of(node), shape, Map.of());
    }

    /** DL4J ignores the dropout setting of pooling, normalisation, activation and loss layers. */
    private static boolean dropsItsInput(Layer definition) {
        return definition instanceof BaseLayer
                && !(definition instanceof BatchNormalization)
                && !(definition instanceof LossLayer);
    }

    /** DL4J copies the network's default activation into BatchNormalization, which never applies it. */
    private static IActivation ownActivation(Layer definition) {
        boolean applies = definition instanceof BaseLayer && !(definition instanceof BatchNormalization);
        return applies ? ((BaseLayer) definition).getActivationFn() : null;
    }

    private Map<String, ParameterSlice> slices(org.deeplearning4j.nn.api.Layer layer) {
        Map<String, ParameterSlice> slices = new LinkedHashMap<>();
        Map<String, INDArray> table = layer.paramTable();
        if (table != null) {
            table.forEach((key, view) ->
                    slices.put(key, new ParameterSlice(view.offset() - flatParameters.offset(), view.length())));
        }
        return slices;
    }

    private static void requireFloat(INDArray parameters) {
        if (parameters == null) {
            throw new UnsupportedNetworkException("network", "no parameters");
        }
        if (parameters.dataType() != DataType.FLOAT) {
            throw new UnsupportedNetworkException("network", "parameters of type " + parameters.dataType());
        }
    }
}
