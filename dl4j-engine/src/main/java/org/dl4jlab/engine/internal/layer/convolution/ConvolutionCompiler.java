package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.normalization.FoldedNormalization;
import org.dl4jlab.engine.internal.layer.shared.Activations;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/**
 * Two-dimensional convolutions (cross-correlations, as everywhere in deep learning):
 * {@code [batch, in, height, width]} to {@code [batch, out, height', width']}.
 *
 * <p>DL4J keeps the bias first and then the weights {@code [out, in, kernelHeight, kernelWidth]}; they
 * are copied into the layout that oneDNN's fastest implementation wants, and gradients back.
 */
public final class ConvolutionCompiler implements LayerCompiler {
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
        ConvolutionLayouts layouts =
                ConvolutionLayouts.of(primitives(node, input, plan, hasBias), plan.precision(), plan.cpu());
        ConvolutionPrimitives primitives = layouts.primitives();
        Optional<BranchSum> sum =
                plan.training() ? Optional.empty() : BranchSum.absorbInto(norm.orElse(node), plan, layouts.addable());
        Node last = sum.map(BranchSum::node).or(() -> norm).orElse(node);
        Optional<Node> activation = Activations.absorbInto(last, plan);
        Optional<Elementwise> function = activation.map(Activations::function);
        ConvolutionPasses passes = ConvolutionPasses.choose(layouts, plan, node, sum, function);

        Layout plain = Layout.plain(primitives.weights());
        Optional<FoldedNormalization> folded = norm.map(n -> FoldedNormalization.prepare(node, n, plain, plan));
        Tensor weights = folded.map(FoldedNormalization::foldedWeights)
                .orElseGet(() -> plan.parameter(node.parameter("W"), plain));
        Tensor bias = folded.map(FoldedNormalization::foldedBias)
                .orElseGet(() -> hasBias ? plan.parameter(node.parameter("b"), primitives.bias()) : null);
        ConvolutionPasses.Forward.Result forward = passes.forward().forward(input.tensor(), weights, bias);
        Value output = plan.define(activation.orElse(last), forward.output());
        if (function.isPresent() && function.get().isRectifier()) {
            output.markRectified();
        }

        plan.onBackward(() -> {
            if (!output.needsGradient()) {
                return;
            }
            Tensor dy = function.map(f -> Activations.gradientBefore(plan, node.name(), f, input, output))
                    .orElseGet(() -> plan.gradient(output));
            Tensor converted = dy;
            if (node.isTrained()) {
                Tensor dw = plan.parameterGradient(node.parameter("W"), plain);
                Tensor db = hasBias ? plan.parameterGradient(node.parameter("b"), primitives.bias()) : null;
                converted = passes.weightGradient().weightGradient(forward, dy, dw, db);
            }
            if (input.needsGradient()) {
                plan.contribute(input, passes.dataGradient().dataGradient(dy, converted, weights), false);
            }
        });
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
                Precision.FLOAT);
    }
}
