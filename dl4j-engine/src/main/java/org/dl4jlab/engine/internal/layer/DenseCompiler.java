package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive_attr;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Activations;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/**
 * Fully connected layers: {@code y = x W + b} with x {@code [batch, in]} and y {@code [batch, out]}.
 *
 * <p>DL4J keeps W {@code [in, out]} column-major, which is oneDNN's {@code [out, in]} row-major: weights
 * are read and gradients written where DL4J has them, without a copy.
 */
final class DenseCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        if (node.definition() instanceof DenseLayer dense && dense.hasLayerNorm()) {
            return Optional.of("layer normalisation inside a dense layer");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        long out = node.shape().channels();
        Layout source = Layout.plain(input.shape().batch(plan.batch()));
        Layout weightsLayout = Layout.plain(out, input.shape().size());
        Layout biasLayout = Layout.plain(out);
        Layout destination = Layout.plain(plan.batch(), out);
        boolean hasBias = node.parameters().containsKey("b");

        Optional<Node> activation = Activations.absorbInto(node, plan);
        Optional<Elementwise> function = activation.map(Activations::function);
        primitive_attr attributes =
                function.map(f -> Primitives.attributes(f.asPostOperation())).orElseGet(Primitives::attributes);
        desc noBias = new desc();
        inner_product_forward.primitive_desc forward = new inner_product_forward.primitive_desc(
                plan.engine(),
                plan.training() ? prop_kind.forward_training : prop_kind.forward_inference,
                source.descriptor(),
                weightsLayout.descriptor(),
                hasBias ? biasLayout.descriptor() : noBias,
                destination.descriptor(),
                attributes,
                false);

        Tensor x = plan.inLayout(input.tensor(), source);
        Tensor weights = plan.parameter(node.parameter("W"), weightsLayout);
        Tensor bias = hasBias ? plan.parameter(node.parameter("b"), biasLayout) : null;
        Tensor y = plan.tensor(destination);
        if (!plan.training() && SmallDenseStep.suits(plan.batch(), input.shape().size(), out, function)) {
            plan.step(new SmallDenseStep(node.name() + " forward", x, weights, bias, y, function));
        } else {
            plan.step(
                    node.name() + " forward",
                    forward,
                    Arguments.sourceTo(x, y)
                            .with(dnnl.DNNL_ARG_WEIGHTS, weights)
                            .with(dnnl.DNNL_ARG_BIAS, bias));
        }
        Value output = plan.define(activation.orElse(node), y);
        if (function.isPresent() && function.get().isRectifier()) {
            output.markRectified();
        }

        plan.onBackward(() -> {
            if (!output.needsGradient()) {
                return;
            }
            Tensor arriving = function.map(f -> Activations.gradientBefore(plan, node.name(), f, input, output))
                    .orElseGet(() -> plan.gradient(output));
            Tensor dy = plan.inLayout(arriving, destination);
            if (node.isTrained()) {
                inner_product_backward_weights.primitive_desc weightsGradient =
                        new inner_product_backward_weights.primitive_desc(
                                plan.engine(),
                                source.descriptor(),
                                weightsLayout.descriptor(),
                                hasBias ? biasLayout.descriptor() : noBias,
                                destination.descriptor(),
                                forward,
                                Primitives.attributes(),
                                false);
                plan.step(
                        node.name() + " weight gradient",
                        weightsGradient,
                        new Arguments()
                                .with(dnnl.DNNL_ARG_SRC, x)
                                .with(dnnl.DNNL_ARG_DIFF_DST, dy)
                                .with(
                                        dnnl.DNNL_ARG_DIFF_WEIGHTS,
                                        plan.parameterGradient(node.parameter("W"), weightsLayout))
                                .with(
                                        dnnl.DNNL_ARG_DIFF_BIAS,
                                        hasBias ? plan.parameterGradient(node.parameter("b"), biasLayout) : null));
            }
            if (input.needsGradient()) {
                inner_product_backward_data.primitive_desc dataGradient =
                        new inner_product_backward_data.primitive_desc(
                                plan.engine(),
                                source.descriptor(),
                                weightsLayout.descriptor(),
                                destination.descriptor(),
                                forward,
                                Primitives.attributes(),
                                false);
                Tensor dx = plan.tensor(source);
                plan.step(
                        node.name() + " data gradient",
                        dataGradient,
                        Arguments.gradientTo(dy, dx).with(dnnl.DNNL_ARG_WEIGHTS, weights));
                plan.contribute(input, dx, false);
            }
        });
    }
}
