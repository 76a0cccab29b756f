package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution as oneDNN computes it, in the layouts that {@link ConvolutionLayouts} chooses. A sum of branches and the
 * activation function are part of its step.
 */
final class DirectConvolution
        implements ConvolutionPasses.Forward, ConvolutionPasses.WeightGradient, ConvolutionPasses.DataGradient {
    private final ConvolutionLayouts layouts;
    private final PlanBuilder plan;
    private final Node node;
    private final Optional<BranchSum> sum;
    private final Optional<Elementwise> function;
    private final convolution_forward.primitive_desc forward;

    DirectConvolution(
            ConvolutionLayouts layouts,
            PlanBuilder plan,
            Node node,
            Optional<BranchSum> sum,
            Optional<Elementwise> function) {
        this.layouts = layouts;
        this.plan = plan;
        this.node = node;
        this.sum = sum;
        this.function = function;
        post_ops operations = new post_ops();
        sum.ifPresent(s -> BranchSum.append(operations, s.other().layout()));
        function.ifPresent(f -> f.append(operations));
        this.forward = layouts.forward(plan.training(), Primitives.attributes(operations), node);
    }

    /** The output as this would have made it from sums computed in another way: with activation function, in its layout. */
    Tensor finish(Tensor sums) {
        Tensor result = function.map(f -> f.forward(plan, node.name(), sums)).orElse(sums);
        return plan.inLayout(result, outputLayout());
    }

    /** Layout of the output. */
    Layout outputLayout() {
        return Layout.of(forward.dst_desc());
    }

    /** Layout of the gradient of the input. */
    Layout inputGradientLayout() {
        return Layout.of(dataGradient().diff_src_desc());
    }

    @Override
    public Result forward(Tensor input, Tensor weights, Tensor bias) {
        Tensor x = plan.inLayout(input, Layout.of(forward.src_desc()));
        Tensor y = plan.tensor(outputLayout());
        Arguments arguments = Arguments.sourceTo(x, y)
                .with(dnnl.DNNL_ARG_WEIGHTS, plan.prepared(weights, Layout.of(forward.weights_desc())))
                .with(dnnl.DNNL_ARG_BIAS, bias);
        sum.ifPresent(s -> s.addTo(arguments));
        plan.step(node.name() + " forward", forward, arguments);
        return new Result(input, x, y);
    }

    @Override
    public Tensor weightGradient(Result pass, Tensor dy, Tensor dw, Tensor db) {
        convolution_backward_weights.primitive_desc descriptor = layouts.weightGradient(forward, node);
        Layout computed = Layout.of(descriptor.diff_weights_desc());
        boolean direct = computed.equals(dw.layout());
        Tensor result = direct ? dw : plan.tensor(computed);
        Tensor source = plan.inLayout(pass.input(), pass.read(), Layout.of(descriptor.src_desc()));
        Tensor gradient = plan.inLayout(dy, Layout.of(descriptor.diff_dst_desc()));
        plan.step(
                node.name() + " weight gradient",
                descriptor,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC, source)
                        .with(dnnl.DNNL_ARG_DIFF_DST, gradient)
                        .with(dnnl.DNNL_ARG_DIFF_WEIGHTS, result)
                        .with(dnnl.DNNL_ARG_DIFF_BIAS, db));
        if (!direct) {
            plan.copy(result, dw);
        }
        return gradient;
    }

    @Override
    public Tensor dataGradient(Tensor dy, Tensor converted, Tensor weights) {
        convolution_backward_data.primitive_desc descriptor = dataGradient();
        Tensor gradient = plan.inLayout(dy, converted, Layout.of(descriptor.diff_dst_desc()));
        Tensor dx = plan.tensor(Layout.of(descriptor.diff_src_desc()));
        plan.step(
                node.name() + " data gradient",
                descriptor,
                Arguments.gradientTo(gradient, dx)
                        .with(dnnl.DNNL_ARG_WEIGHTS, plan.prepared(weights, Layout.of(descriptor.weights_desc()))));
        return dx;
    }

    private convolution_backward_data.primitive_desc dataGradient() {
        return layouts.dataGradient(forward, node);
    }
}
