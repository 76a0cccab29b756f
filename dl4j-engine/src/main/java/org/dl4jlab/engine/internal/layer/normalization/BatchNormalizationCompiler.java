package org.dl4jlab.engine.internal.layer.normalization;

import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;
import org.nd4j.linalg.activations.IActivation;

/**
 * Batch normalisation over batch and positions, for each channel or feature. Source: Ioffe and Szegedy,
 * "Batch Normalization" (2015).
 *
 * <p>Running statistics follow DL4J's convention: they are parameters, and their change stands in the
 * gradient array. Inference reads them from there.
 */
public final class BatchNormalizationCompiler implements LayerCompiler {
    /** oneDNN's flags, {@code dnnl_normalization_flags_t}. */
    private static final int USE_GLOBAL_STATISTICS = 0x1;

    private static final int USE_SCALE = 0x2;
    private static final int USE_SHIFT = 0x4;
    private static final int FUSE_RELU = 0x8;

    @Override
    public Optional<String> refusal(Node node) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        if (layer.isLockGammaBeta() && (layer.getGamma() != 1) != (layer.getBeta() != 0)) {
            // DL4J ignores such a pair, unless oneDNN helps it; its users get what they had.
            return Optional.of("a locked scale without a shift, or a shift without a scale");
        }
        boolean image = !node.shape().flat();
        return image && layer.getCnn2DFormat() != CNN2DFormat.NCHW
                ? Optional.of("data format " + layer.getCnn2DFormat())
                : Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        Optional<Node> relu = plan.absorb(node, BatchNormalizationCompiler::isRelu);
        if (plan.training() && !node.frozen()) {
            train(node, relu, input, plan);
        } else {
            infer(node, relu, input, plan);
        }
    }

    private static boolean isRelu(Node node) {
        return node.definition() instanceof IActivation activation
                && Elementwise.of(activation).map(Elementwise::isRectifier).orElse(false);
    }

    private static batch_normalization_forward.primitive_desc descriptor(
            PlanBuilder plan, BatchNormalization layer, Layout layout, prop_kind kind, int flags) {
        return new batch_normalization_forward.primitive_desc(
                plan.engine(),
                kind.value,
                layout.descriptor(),
                layout.descriptor(),
                (float) layer.getEps(),
                flags,
                Primitives.attributes(),
                false);
    }

    /**
     * The input in a layout that oneDNN has generated code for. For bfloat16 it has none for channels-last tensors whose
     * channels fill no whole vectors; its loops are fifty times slower.
     */
    private static Tensor fastInput(
            Tensor input, PlanBuilder plan, BatchNormalization layer, prop_kind kind, int flags) {
        Layout layout = input.layout();
        if (layout.precision() == Precision.FLOAT) {
            return input;
        }
        Layout wanted = Stream.of(
                        layout,
                        Layout.of(format_tag.aBcd16b, layout.dimensions()).holding(layout.precision()))
                .filter(candidate -> Primitives.isGenerated(descriptor(plan, layer, candidate, kind, flags)))
                .findFirst()
                .orElseGet(() -> layout.holding(Precision.FLOAT));
        return plan.inLayout(input, wanted);
    }

    private static void train(Node node, Optional<Node> relu, Value input, PlanBuilder plan) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        int flags = USE_SCALE | USE_SHIFT | (relu.isPresent() ? FUSE_RELU : 0);
        Tensor x = fastInput(input.tensor(), plan, layer, prop_kind.forward_training, flags);
        batch_normalization_forward.primitive_desc forward =
                descriptor(plan, layer, x.layout(), prop_kind.forward_training, flags);
        Layout channels = Layout.plain(x.layout().dimension(1));
        ScaleAndShift affine = ScaleAndShift.of(node, plan, channels);
        Tensor mean = plan.tensor(channels);
        Tensor variance = plan.tensor(channels);
        Tensor y = plan.tensor(x.layout());
        boolean needsWorkspace = forward.workspace_desc().get_size() > 0;
        Tensor workspace = needsWorkspace ? plan.tensor(Layout.of(forward.workspace_desc())) : null;
        plan.step(
                node.name() + " forward",
                forward,
                Arguments.sourceTo(x, y)
                        .with(dnnl.DNNL_ARG_MEAN, mean)
                        .with(dnnl.DNNL_ARG_VARIANCE, variance)
                        .with(dnnl.DNNL_ARG_SCALE, affine.scale())
                        .with(dnnl.DNNL_ARG_SHIFT, affine.shift())
                        .with(dnnl.DNNL_ARG_WORKSPACE, workspace));
        plan.step(RunningStatisticsStep.of(node, plan, channels, mean, variance));
        Value output = plan.define(relu.orElse(node), y);
        if (relu.isPresent()) {
            output.markRectified();
        }
        plan.onBackward(() -> {
            Tensor dy = plan.inLayout(plan.gradient(output), x.layout());
            Tensor dx = plan.tensor(x.layout());
            batch_normalization_backward.primitive_desc backward = new batch_normalization_backward.primitive_desc(
                    plan.engine(),
                    prop_kind.backward.value,
                    x.layout().descriptor(),
                    x.layout().descriptor(),
                    x.layout().descriptor(),
                    (float) layer.getEps(),
                    flags,
                    forward,
                    Primitives.attributes(),
                    false);
            plan.step(
                    node.name() + " gradient",
                    backward,
                    Arguments.gradientTo(dy, dx)
                            .with(dnnl.DNNL_ARG_SRC, x)
                            .with(dnnl.DNNL_ARG_MEAN, mean)
                            .with(dnnl.DNNL_ARG_VARIANCE, variance)
                            .with(dnnl.DNNL_ARG_SCALE, affine.scale())
                            .with(dnnl.DNNL_ARG_DIFF_SCALE, affine.scaleGradient())
                            .with(dnnl.DNNL_ARG_DIFF_SHIFT, affine.shiftGradient())
                            .with(dnnl.DNNL_ARG_WORKSPACE, workspace));
            if (input.needsGradient()) {
                plan.contribute(input, dx, false);
            }
        });
    }

    private static void infer(Node node, Optional<Node> relu, Value input, PlanBuilder plan) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        if (plan.training() && input.needsGradient()) {
            throw new UnsupportedNetworkException(node.name(), "a frozen normalisation behind layers that are trained");
        }
        int flags = USE_SCALE | USE_SHIFT | USE_GLOBAL_STATISTICS | (relu.isPresent() ? FUSE_RELU : 0);
        Tensor x = fastInput(input.tensor(), plan, layer, prop_kind.forward_inference, flags);
        batch_normalization_forward.primitive_desc forward =
                descriptor(plan, layer, x.layout(), prop_kind.forward_inference, flags);
        Layout channels = Layout.plain(x.layout().dimension(1));
        ScaleAndShift affine = ScaleAndShift.of(node, plan, channels);
        Tensor variance = RunningVarianceStep.prepared(node, plan, channels);
        Tensor y = plan.tensor(x.layout());
        plan.step(
                node.name() + " forward",
                forward,
                Arguments.sourceTo(x, y)
                        .with(dnnl.DNNL_ARG_MEAN, plan.parameter(node.parameter("mean"), channels))
                        .with(dnnl.DNNL_ARG_VARIANCE, variance)
                        .with(dnnl.DNNL_ARG_SCALE, affine.scale())
                        .with(dnnl.DNNL_ARG_SHIFT, affine.shift()));
        plan.define(relu.orElse(node), y);
    }
}
