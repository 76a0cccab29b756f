package org.dl4jlab.engine.internal.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;

/** The outputs of a network's nodes while a plan is built, and which nodes do the work of others. */
final class NodeValues {
    private final NetworkGraph graph;
    private final boolean observable;
    private final Map<Integer, Value> values = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();
    private final Set<Integer> withTrainableAncestor = new HashSet<>();

    /**
     * @param input the network's input
     * @param observable whether somebody wants to see the output of every layer
     */
    NodeValues(NetworkGraph graph, Tensor input, boolean observable) {
        this.graph = graph;
        this.observable = observable;
        for (Node node : graph.nodes()) {
            boolean trainable = node.isTrained() || node.inputs().stream().anyMatch(withTrainableAncestor::contains);
            if (trainable) {
                withTrainableAncestor.add(node.id());
            }
        }
        values.put(graph.input().id(), new Value(graph.input().shape(), input, false));
    }

    Value input(Node node, int index) {
        return values.get(node.inputs().get(index));
    }

    boolean isDefined(int nodeId) {
        return values.containsKey(nodeId);
    }

    Value of(int nodeId) {
        return values.get(nodeId);
    }

    Value define(Node node, Tensor tensor) {
        Value value = new Value(node.shape(), tensor, withTrainableAncestor.contains(node.id()));
        values.put(node.id(), value);
        return value;
    }

    void passThrough(Node node, Value value) {
        values.put(node.id(), value);
    }

    /** How many nodes read the value that a node reads as its input number {@code index}. */
    int consumers(Node node, int index) {
        Value value = input(node, index);
        int count = 0;
        for (Node other : graph.nodes()) {
            for (int id : other.inputs()) {
                count += values.get(id) == value && !absorbed.contains(other.id()) ? 1 : 0;
            }
        }
        return count;
    }

    /** The only consumer of a node, if the test accepts it and nobody wants to see the value between the two. */
    Optional<Node> absorb(Node node, Predicate<Node> test) {
        List<Node> consumers = graph.consumers(node);
        boolean hidden = !observable || !graph.layerOutputs().containsValue(node.id());
        if (consumers.size() != 1 || !hidden || !test.test(consumers.get(0))) {
            return Optional.empty();
        }
        absorbed.add(consumers.get(0).id());
        return Optional.of(consumers.get(0));
    }

    boolean isAbsorbed(Node node) {
        return absorbed.contains(node.id());
    }
}
