package org.dl4jlab.engine.internal.layer.shared;

import java.util.Optional;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.plan.PlanBuilder;

/** Turns one kind of node into steps of a plan. Stateless. */
public interface LayerCompiler {
    /** What about this node's settings cannot be run; empty if all of it can. */
    Optional<String> refusal(Node node);

    /**
     * Adds the forward steps, defines the node's value, and leaves the backward pass on the tape.
     *
     * @throws org.dl4jlab.engine.graph.UnsupportedNetworkException if oneDNN has no fast
     *     implementation for these shapes
     */
    void compile(Node node, PlanBuilder plan);
}
