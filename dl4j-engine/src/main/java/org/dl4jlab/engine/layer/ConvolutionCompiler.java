package org.dl4jlab.engine.layer;

import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.Primitives;
import org.dl4jlab.engine.plan.Arguments;
import org.dl4jlab.engine.plan.PlanBuilder;
import org.dl4jlab.engine.plan.Tensor;
import org.dl4jlab.engine.plan.Value;

/**
 * Two-dimensional convolutions (cross-correlations, as everywhere in deep learning):
 * {@code [batch, in, height, width]} to {@code [batch, out, height', width']}.
 *
 * <p>DL4J keeps the bias first and then the weights {@code [out, in, kernelHeight, kernelWidth]}; they
 * are copied into the layout that oneDNN's fastest implementation wants, and gradients back.
 */
final class ConvolutionCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        ConvolutionLayer layer = (ConvolutionLayer) node.definition();
        if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
            return Optional.of("data format " + layer.getCnn2dDataFormat());
        }
        if (layer.getConvolutionMode() == ConvolutionMode.Causal) {
            return Optional.of("convolution mode Causal");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        Optional<Node> norm = plan.training()
                ? Optional.empty()
                : plan.absorb(node, consumer -> consumer.definition() instanceof BatchNormalization);
        boolean hasBias = norm.isPresent() || node.parameters().containsKey("b");
        ConvolutionPrimitives primitives = primitives(node, input, plan, hasBias);
        Optional<BranchSum> sum = plan.training()
                ? Optional.empty()
                : BranchSum.absorbInto(norm.orElse(node), plan, ConvolutionLayouts.addable(primitives));
        Node last = sum.map(BranchSum::node).or(() -> norm).orElse(node);
        Optional<Node> activation = Activations.absorbInto(last, plan);
        Optional<Elementwise> function = activation.map(Activations::function);
        post_ops operations = new post_ops();
        sum.ifPresent(s -> BranchSum.append(operations, s.other().layout()));
        function.ifPresent(f -> f.append(operations));
        primitive_attr attributes = Primitives.attributes(operations);
        convolution_forward.primitive_desc forward =
                ConvolutionLayouts.forward(primitives, plan.training(), attributes, node);

        Layout plain = Layout.plain(primitives.weights());
        Optional<FoldedNormalization> folded = norm.map(n -> FoldedNormalization.prepare(node, n, plain, plan));
        Tensor weights = folded.map(FoldedNormalization::foldedWeights)
                .orElseGet(() -> plan.parameter(node.parameter("W"), plain));
        Tensor bias = folded.map(FoldedNormalization::foldedBias)
                .orElseGet(() -> hasBias ? plan.parameter(node.parameter("b"), primitives.bias()) : null);
        Tensor x;
        Tensor y;
        if (ConvolutionLayouts.allByTaps(primitives)) {
            x = TapProducts.pixelsFirst(plan, input.tensor());
            Tensor sums = new TapProducts(primitives, plan, node.name()).forward(x, weights, bias);
            Tensor result =
                    function.map(f -> f.forward(plan, node.name(), sums)).orElse(sums);
            y = plan.inLayout(result, Layout.of(forward.dst_desc()));
        } else {
            x = plan.inLayout(input.tensor(), Layout.of(forward.src_desc()));
            y = plan.tensor(Layout.of(forward.dst_desc()));
            Arguments arguments = Arguments.sourceTo(x, y)
                    .with(dnnl.DNNL_ARG_WEIGHTS, plan.prepared(weights, Layout.of(forward.weights_desc())))
                    .with(dnnl.DNNL_ARG_BIAS, bias);
            sum.ifPresent(s -> s.addTo(arguments));
            plan.step(node.name() + " forward", forward, arguments);
        }
        Value output = plan.define(activation.orElse(last), y);
        if (function.isPresent() && function.get().isRectifier()) {
            output.markRectified();
        }

        plan.onBackward(() -> {
            if (!output.needsGradient()) {
                return;
            }
            Tensor dy = function.map(f -> Activations.gradientBefore(plan, node.name(), f, input, output))
                    .orElseGet(() -> plan.gradient(output));
            Tensor converted = node.isTrained() ? weightGradient(node, plan, primitives, forward, x, dy) : dy;
            if (input.needsGradient()) {
                dataGradient(node, plan, primitives, forward, input, dy, converted);
            }
        });
    }

    /** Answers the gradient that arrived in the form that was used here. */
    private static Tensor weightGradient(
            Node node,
            PlanBuilder plan,
            ConvolutionPrimitives primitives,
            convolution_forward.primitive_desc forward,
            Tensor x,
            Tensor dy) {
        if (ConvolutionLayouts.weightGradientByTaps(primitives)) {
            TapProducts products = new TapProducts(primitives, plan, node.name());
            Tensor gradient = TapProducts.pixelsFirst(plan, dy);
            plan.copy(
                    products.weightGradient(x, gradient),
                    plan.parameterGradient(node.parameter("W"), Layout.plain(primitives.weights())));
            if (primitives.bias() != null) {
                products.biasGradient(gradient, plan.parameterGradient(node.parameter("b"), primitives.bias()));
            }
            return gradient;
        }
        convolution_backward_weights.primitive_desc descriptor =
                ConvolutionLayouts.weightGradient(primitives, forward, node);
        Layout computed = Layout.of(descriptor.diff_weights_desc());
        Tensor target = plan.parameterGradient(node.parameter("W"), Layout.plain(primitives.weights()));
        boolean direct = computed.equals(target.layout());
        Tensor dw = direct ? target : plan.tensor(computed);
        Tensor source = plan.inLayout(x, Layout.of(descriptor.src_desc()));
        Tensor gradient = plan.inLayout(dy, Layout.of(descriptor.diff_dst_desc()));
        plan.step(
                node.name() + " weight gradient",
                descriptor,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, source)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, dw)
                        .with(
                                dnnl.DNNL_ARG_DIFF_BIAS,
                                primitives.bias() == null
                                        ? null
                                        : plan.parameterGradient(node.parameter("b"), primitives.bias())));
        if (!direct) {
            plan.copy(dw, target);
        }
        return gradient;
    }

    /** @param converted {@code dy} as {@link #weightGradient} used it */
    private static void dataGradient(
            Node node,
            PlanBuilder plan,
            ConvolutionPrimitives primitives,
            convolution_forward.primitive_desc forward,
            Value input,
            Tensor dy,
            Tensor converted) {
        convolution_backward_data.primitive_desc descriptor =
                ConvolutionLayouts.dataGradient(primitives, forward, node);
        if (ConvolutionLayouts.allByTaps(primitives)) {
            Tensor weights = plan.parameter(node.parameter("W"), Layout.plain(primitives.weights()));
            Tensor dx = new TapProducts(primitives, plan, node.name()).dataGradient(converted, weights);
            plan.contribute(input, plan.inLayout(dx, Layout.of(descriptor.diff_src_desc())), false);
            return;
        }
        Layout wanted = Layout.of(descriptor.diff_dst_desc());
        Tensor gradient = plan.inLayout(dy.layout().equals(wanted) ? dy : converted, wanted);
        Tensor plain = plan.parameter(node.parameter("W"), Layout.plain(primitives.weights()));
        Tensor weights = plan.prepared(plain, Layout.of(descriptor.weights_desc()));
        Tensor dx = plan.tensor(Layout.of(descriptor.diff_src_desc()));
        plan.step(
                node.name() + " data gradient",
                descriptor,
                Arguments.gradientTo(gradient, dx).with(dnnl.DNNL_ARG_WEIGHTS, weights));
        plan.contribute(input, dx, false);
    }

    private static ConvolutionPrimitives primitives(Node node, Value input, PlanBuilder plan, boolean hasBias) {
        ConvolutionLayer layer = (ConvolutionLayer) node.definition();
        Window window = Window.of(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode(),
                input.shape(),
                node.shape());
        long[] weights = {node.shape().channels(), input.shape().channels(), window.kernel()[0], window.kernel()[1]};
        return new ConvolutionPrimitives(
                window,
                input.shape().batch(plan.batch()),
                weights,
                hasBias ? Layout.plain(weights[0]) : null,
                node.shape().batch(plan.batch()),
                ConvolutionLayouts.precision(weights[1], plan.precision()));
    }
}
