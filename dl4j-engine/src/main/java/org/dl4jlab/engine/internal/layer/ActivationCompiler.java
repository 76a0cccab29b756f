package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Activations;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.FunctionName;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** Activation functions that no other step took over. */
final class ActivationCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        IActivation activation = (IActivation) node.definition();
        boolean known = activation.getClass() == ActivationIdentity.class
                || Elementwise.of(activation).isPresent();
        return known ? Optional.empty() : Optional.of("activation function " + FunctionName.of(activation));
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        if (node.definition().getClass() == ActivationIdentity.class) {
            plan.passThrough(node, input);
            return;
        }
        apply(node, plan, Elementwise.of((IActivation) node.definition()).orElseThrow());
    }

    /** Adds a step of its own for an element-wise function. */
    static void apply(Node node, PlanBuilder plan, Elementwise function) {
        Value input = plan.input(node);
        Tensor result = function.forward(plan, node.name(), input.tensor());
        Value output = plan.define(node, result);
        if (function.isRectifier()) {
            output.markRectified();
        }
        plan.onBackward(() -> {
            if (input.needsGradient()) {
                plan.contribute(input, Activations.gradientBefore(plan, node.name(), function, input, output), false);
            }
        });
    }
}
