package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/**
 * Maximum and average pooling over windows.
 *
 * <p>Where the input comes out of a ReLU, the ReLU's backward step moves behind the pooling: a window's
 * maximum is zero exactly if the ReLU was off everywhere in it, and the pooled tensor is smaller.
 */
final class PoolingCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        SubsamplingLayer layer = (SubsamplingLayer) node.definition();
        if (layer.getCnn2dDataFormat() != CNN2DFormat.NCHW) {
            return Optional.of("data format " + layer.getCnn2dDataFormat());
        }
        PoolingType type = layer.getPoolingType();
        if (type != PoolingType.MAX && type != PoolingType.AVG) {
            return Optional.of("pooling type " + type);
        }
        if (layer.getDilation()[0] != 1 || layer.getDilation()[1] != 1) {
            // DL4J pools neighbouring pixels all the same, at the size of a dilated window; its users get what they
            // had.
            return Optional.of("pooling with dilation");
        }
        boolean mayPad =
                layer.getConvolutionMode() == ConvolutionMode.Same || layer.getPadding()[0] + layer.getPadding()[1] > 0;
        if (type == PoolingType.AVG && layer.isAvgPoolIncludePadInDivisor() && mayPad) {
            // DL4J's backward pass is then not the derivative of its forward pass; its users get what they had.
            return Optional.of("average pooling that counts padding");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        SubsamplingLayer layer = (SubsamplingLayer) node.definition();
        Value input = plan.input(node);
        Window window = Window.of(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode(),
                input.shape(),
                node.shape());
        pool(node, plan, algorithm(layer), window, node.shape());
    }

    private static algorithm algorithm(SubsamplingLayer layer) {
        if (layer.getPoolingType() == PoolingType.MAX) {
            return algorithm.pooling_max;
        }
        return algorithm.pooling_avg_exclude_padding;
    }

    /**
     * Adds a pooling.
     *
     * @param pooled shape of its result as an image; it is flattened if the node's shape is flat
     */
    static void pool(Node node, PlanBuilder plan, algorithm kind, Window window, Shape pooled) {
        Value input = plan.input(node);
        Tensor x = input.tensor();
        pooling_forward.primitive_desc forward = new pooling_forward.primitive_desc(
                plan.engine(),
                plan.training() ? prop_kind.forward_training : prop_kind.forward_inference,
                kind,
                x.layout().descriptor(),
                Layout.any(pooled.batch(plan.batch()))
                        .holding(x.layout().precision())
                        .descriptor(),
                window.stride(),
                window.kernel(),
                window.dilation(),
                window.before(),
                window.after(),
                Primitives.attributes(),
                false);
        Tensor y = plan.tensor(Layout.of(forward.dst_desc()));
        boolean needsWorkspace = plan.training() && forward.workspace_desc().get_size() > 0;
        Tensor workspace = needsWorkspace ? plan.tensor(Layout.of(forward.workspace_desc())) : null;
        plan.step(node.name() + " forward", forward, Arguments.sourceTo(x, y).with(dnnl.DNNL_ARG_WORKSPACE, workspace));
        Value output = plan.define(node, Reshape.apply(plan, y, pooled, node.shape()));
        plan.onBackward(() -> {
            if (!input.needsGradient()) {
                return;
            }
            Tensor arrived = Reshape.apply(plan, plan.gradient(output), node.shape(), pooled);
            Tensor dy = plan.inLayout(arrived, y.layout());
            boolean rectifyHere = kind == algorithm.pooling_max && input.isRectified() && plan.consumers(node, 0) == 1;
            if (rectifyHere) {
                dy = Elementwise.RELU.backward(plan, node.name(), y, dy, plan.mayOverwriteGradient(output));
                input.markGradientRectified();
            }
            Tensor dx = plan.tensor(x.layout());
            pooling_backward.primitive_desc backward = new pooling_backward.primitive_desc(
                    plan.engine(),
                    kind,
                    x.layout().descriptor(),
                    y.layout().descriptor(),
                    window.stride(),
                    window.kernel(),
                    window.dilation(),
                    window.before(),
                    window.after(),
                    forward,
                    Primitives.attributes(),
                    false);
            plan.step(
                    node.name() + " gradient",
                    backward,
                    Arguments.gradientTo(dy, dx).with(dnnl.DNNL_ARG_WORKSPACE, workspace));
            plan.contribute(input, dx, false);
        });
    }
}
