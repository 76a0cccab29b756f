package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A convolution in prediction as one matrix product: the patch of the input that each pixel of the output sees, times the
 * weights.
 *
 * <pre>
 * y[pixel, out] = sum over (tap, in) of patch[pixel, (tap, in)]  W[(tap, in), out]
 * </pre>
 *
 * <p>Where there are few pixels, reading the weights is most of the work. oneDNN's code for convolutions reads them once for each row
 * of the map; a product reads them once, in the order in which it needs them. Source: Chellapilla et al., "High Performance
 * Convolutional Neural Networks for Document Processing" (2006).
 */
final class PatchProduct implements ConvolutionPasses.Forward {
    private static final format_tag CHANNELS_LAST = format_tag.acdb;
    private static final format_tag TAPS_OF_IN_BY_OUT = format_tag.cdba;

    private final ConvolutionPrimitives primitives;
    private final PlanBuilder plan;
    private final String label;
    private final Optional<BranchSum> sum;
    private final Optional<Elementwise> function;

    /**
     * @param label name of the layer
     * @param sum what is added to the result, in {@link #outputLayout}, if anything
     * @param function the activation function that belongs to the step, if any
     */
    PatchProduct(
            ConvolutionPrimitives primitives,
            PlanBuilder plan,
            String label,
            Optional<BranchSum> sum,
            Optional<Elementwise> function) {
        this.primitives = primitives;
        this.plan = plan;
        this.label = label;
        this.sum = sum;
        this.function = function;
    }

    /** Whether it multiplies numbers of this kind. */
    static boolean define(ConvolutionPrimitives primitives) {
        return primitives.precision() == Precision.FLOAT;
    }

    /** Layout of the output, and of what is added to it. */
    static Layout outputLayout(ConvolutionPrimitives primitives) {
        return Layout.of(CHANNELS_LAST, primitives.destination());
    }

    /** Pixels of the output, over the whole batch. */
    static long pixels(ConvolutionPrimitives primitives) {
        long[] destination = primitives.destination();
        return destination[0] * destination[2] * destination[3];
    }

    @Override
    public Result forward(Tensor input, Tensor weights, Tensor bias) {
        long out = primitives.weights()[0];
        long patch =
                primitives.weights()[1] * primitives.weights()[2] * primitives.weights()[3];
        Layout ofPatches = Layout.plain(pixels(primitives), patch);
        Layout ofResult = Layout.plain(pixels(primitives), out);
        Tensor x = plan.inLayout(input, Layout.of(CHANNELS_LAST, primitives.source()));
        Tensor patches = plan.tensor(ofPatches);
        Tensor y = plan.tensor(outputLayout(primitives));
        post_ops operations = new post_ops();
        sum.ifPresent(s -> BranchSum.append(operations, ofResult));
        function.ifPresent(f -> f.append(operations));
        matmul.primitive_desc descriptor = new matmul.primitive_desc(
                plan.engine(),
                ofPatches.descriptor(),
                Layout.any(patch, out).descriptor(),
                bias == null ? new desc() : Layout.plain(1, out).descriptor(),
                ofResult.descriptor(),
                Primitives.attributes(operations),
                false);
        Arguments arguments = Arguments.sourceTo(patches, plan.view(y, ofResult))
                .with(dnnl.DNNL_ARG_WEIGHTS, packed(weights, Layout.of(descriptor.weights_desc())))
                .with(dnnl.DNNL_ARG_BIAS, bias == null ? null : plan.view(bias, Layout.plain(1, out)));
        sum.ifPresent(s -> arguments.with(
                dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1, plan.view(s.other(), ofResult)));
        plan.step(new PatchStep(label + " patches", primitives, x, patches));
        plan.step(label + " forward", descriptor, arguments);
        return new Result(input, x, y);
    }

    /** The weights in the order in which the product reads them. */
    private Tensor packed(Tensor weights, Layout wanted) {
        long[] dimensions = primitives.weights();
        Tensor ordered = plan.tensor(Layout.of(TAPS_OF_IN_BY_OUT, dimensions));
        Tensor packed = plan.preparedTensor(wanted);
        plan.preparing(() -> {
            plan.copy(weights, ordered);
            plan.copy(
                    plan.view(ordered, Layout.plain(dimensions[2] * dimensions[3] * dimensions[1], dimensions[0])),
                    packed);
        });
        return packed;
    }
}
