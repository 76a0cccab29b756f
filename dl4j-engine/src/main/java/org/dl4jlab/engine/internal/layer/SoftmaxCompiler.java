package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.softmax_backward;
import org.bytedeco.dnnl.softmax_forward;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/** Softmax as an activation function of its own, whose gradient does not come from a loss that knows of it. */
final class SoftmaxCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        return node.shape().flat() ? Optional.empty() : Optional.of("softmax on feature maps");
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        Layout layout = Layout.plain(node.shape().batch(plan.batch()));
        softmax_forward.primitive_desc forward = forward(layout, plan);
        Tensor y = plan.tensor(layout);
        plan.step(node.name() + " softmax", forward, Arguments.sourceTo(plan.inLayout(input.tensor(), layout), y));
        Value output = plan.define(node, y);
        plan.onBackward(() -> {
            if (!input.needsGradient()) {
                return;
            }
            softmax_backward.primitive_desc backward = new softmax_backward.primitive_desc(
                    plan.engine(),
                    algorithm.softmax_accurate,
                    layout.descriptor(),
                    layout.descriptor(),
                    layout.descriptor(),
                    1,
                    forward,
                    Primitives.attributes(),
                    false);
            Tensor dx = plan.tensor(layout);
            plan.step(
                    node.name() + " softmax gradient",
                    backward,
                    Arguments.gradientTo(plan.inLayout(plan.gradient(output), layout), dx)
                            .with(dnnl.DNNL_ARG_DST, y));
            plan.contribute(input, dx, false);
        });
    }

    /** Softmax over the classes of {@code [batch, classes]}. */
    static softmax_forward.primitive_desc forward(Layout layout, PlanBuilder plan) {
        return new softmax_forward.primitive_desc(
                plan.engine(),
                plan.training() ? prop_kind.forward_training : prop_kind.forward_inference,
                algorithm.softmax_accurate,
                layout.descriptor(),
                layout.descriptor(),
                1,
                Primitives.attributes(),
                false);
    }
}
