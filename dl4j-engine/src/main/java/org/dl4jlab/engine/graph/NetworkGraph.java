package org.dl4jlab.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as a list of nodes, each after its inputs. Node 0 is the network's input, the last node its
 * {@link LossHead} or, without one, its output.
 *
 * @param nodes the nodes
 * @param layerOutputs id of the node that holds each DL4J layer's activations, in DL4J's order
 */
public record NetworkGraph(List<Node> nodes, Map<String, Integer> layerOutputs) {
    /** The network's input. */
    public Node input() {
        return nodes.get(0);
    }

    /** The node with the network's output. */
    public Node output() {
        return nodes.get(nodes.size() - 1);
    }

    /** The nodes that read a node's output. */
    public List<Node> consumers(Node node) {
        return nodes.stream()
                .filter(candidate -> candidate.inputs().contains(node.id()))
                .toList();
    }

    /** Multiplications in the forward pass of one example, those of convolutions and dense layers. */
    public long multiplications() {
        long sum = 0;
        for (Node node : nodes) {
            ParameterSlice weights = node.parameters().get("W");
            if (weights != null) {
                sum += weights.length() * node.shape().height() * node.shape().width();
            }
        }
        return sum;
    }

    /** Collects nodes in order. */
    static final class Builder {
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, Integer> layerOutputs = new LinkedHashMap<>();

        Node input(Shape shape) {
            return add("input", null, List.of(), shape, Map.of());
        }

        Node add(
                String name,
                Object definition,
                List<Node> inputs,
                Shape shape,
                Map<String, ParameterSlice> parameters) {
            return add(name, definition, inputs, shape, parameters, false);
        }

        Node add(
                String name,
                Object definition,
                List<Node> inputs,
                Shape shape,
                Map<String, ParameterSlice> parameters,
                boolean frozen) {
            Node node = new Node(
                    nodes.size(),
                    name,
                    definition,
                    inputs.stream().map(Node::id).toList(),
                    shape,
                    parameters,
                    frozen);
            nodes.add(node);
            return node;
        }

        /** Whether training changes any parameter added so far. */
        boolean hasTrainedNode() {
            return nodes.stream().anyMatch(Node::isTrained);
        }

        void layerOutput(String layer, Node node) {
            layerOutputs.put(layer, node.id());
        }

        NetworkGraph build() {
            return new NetworkGraph(List.copyOf(nodes), new LinkedHashMap<>(layerOutputs));
        }
    }
}
