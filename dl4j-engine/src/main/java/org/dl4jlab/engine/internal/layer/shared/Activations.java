package org.dl4jlab.engine.internal.layer.shared;

import java.util.Optional;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;
import org.nd4j.linalg.activations.IActivation;

/** How layers with weights take over the activation function that follows them. */
public final class Activations {
    private Activations() {}

    /**
     * The element-wise function that follows a node and can become part of its step. When training, only
     * functions whose derivative follows from their output qualify, because the input is never stored.
     */
    public static Optional<Node> absorbInto(Node node, PlanBuilder plan) {
        return plan.absorb(
                node,
                consumer -> consumer.definition() instanceof IActivation activation
                        && Elementwise.of(activation)
                                .map(function -> function.usesOutput() || !plan.training())
                                .orElse(false));
    }

    /** The function of an absorbed node. */
    public static Elementwise function(Node absorbed) {
        return Elementwise.of((IActivation) absorbed.definition()).orElseThrow();
    }

    /** The gradient before an activation function, given that of its output. */
    public static Tensor gradientBefore(
            PlanBuilder plan, String name, Elementwise function, Value input, Value output) {
        Tensor arriving = plan.gradient(output);
        if (output.isGradientRectified()) {
            return arriving;
        }
        Tensor saved = function.usesOutput() ? output.tensor() : input.tensor();
        return function.backward(plan, name, saved, arriving, plan.mayOverwriteGradient(output));
    }
}
