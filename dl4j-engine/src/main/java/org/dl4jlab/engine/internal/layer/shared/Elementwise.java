package org.dl4jlab.engine.internal.layer.shared;

import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * An element-wise function as oneDNN knows it.
 *
 * @param function the function
 * @param gradient oneDNN's name of the function in the backward pass, which says whether its
 *     derivative is computed from the function's output
 * @param alpha first constant of the function
 * @param usesOutput whether the backward pass reads the output; then the input need not be kept, and
 *     the function can be part of the step before it
 */
public record Elementwise(algorithm function, algorithm gradient, float alpha, boolean usesOutput) {
    /** oneDNN's number for the arguments of the operation behind the first. */
    private static final int SECOND_OPERATION = 2 * dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;

    /** The plain rectifier, max(x, 0). */
    public static final Elementwise RELU = relu(0);

    /**
     * The oneDNN form of a DL4J activation function; empty if oneDNN has none. Classes are compared exactly: one that is derived
     * from DL4J's may compute something else.
     */
    public static Optional<Elementwise> of(IActivation activation) {
        Class<?> type = activation.getClass();
        if (type == ActivationReLU.class) {
            return isPlain((ActivationReLU) activation) ? Optional.of(RELU) : Optional.empty();
        }
        if (type == ActivationLReLU.class) {
            float alpha = (float) ((ActivationLReLU) activation).getAlpha();
            return alpha > 0 ? Optional.of(relu(alpha)) : Optional.empty();
        }
        if (type == ActivationTanH.class) {
            return Optional.of(
                    new Elementwise(algorithm.eltwise_tanh, algorithm.eltwise_tanh_use_dst_for_bwd, 0, true));
        }
        if (type == ActivationSigmoid.class) {
            return Optional.of(
                    new Elementwise(algorithm.eltwise_logistic, algorithm.eltwise_logistic_use_dst_for_bwd, 0, true));
        }
        if (type == ActivationGELU.class) {
            return ((ActivationGELU) activation).isPrecise() ? Optional.empty() : Optional.of(gelu());
        }
        return Optional.empty();
    }

    private static Elementwise relu(float slope) {
        return new Elementwise(algorithm.eltwise_relu, algorithm.eltwise_relu_use_dst_for_bwd, slope, true);
    }

    /**
     * DL4J's GELU is {@code x * sigmoid(1.702 x)}, which oneDNN calls swish. Its precise one is refused: ND4J M2.1
     * cubes {@code 0.044715 x} where the formula cubes x alone (Hendrycks and Gimpel, 2016), and is off by up to 0.03.
     */
    private static Elementwise gelu() {
        return new Elementwise(algorithm.eltwise_swish, algorithm.eltwise_swish, 1.702f, false);
    }

    private static boolean isPlain(ActivationReLU relu) {
        return relu.equals(new ActivationReLU());
    }

    /** Whether zeros in the output mark exactly where no gradient passes. */
    public boolean isRectifier() {
        return function == algorithm.eltwise_relu && alpha == 0;
    }

    /** Whether it is a rectifier: x where that is positive, else x times {@link #alpha}. */
    public boolean isPiecewiseLinear() {
        return function == algorithm.eltwise_relu;
    }

    /** The function as an operation on the results of another primitive. */
    public post_ops asPostOperation() {
        return Primitives.then(function, alpha, 0);
    }

    /** Adds the function to the operations on the results of another primitive. */
    public void append(post_ops operations) {
        operations.append_eltwise(function, alpha, 0);
    }

    /** Adds a forward step of its own. */
    public Tensor forward(PlanBuilder plan, String name, Tensor input) {
        Tensor output = plan.tensor(input.layout());
        plan.step(
                name + " activation", descriptor(plan, input.layout().descriptor()), Arguments.sourceTo(input, output));
        return output;
    }

    /**
     * Adds the backward step.
     *
     * @param saved the forward pass's output if {@link #usesOutput}, else its input
     * @return the gradient with respect to the function's input, in the layout of {@code saved}
     */
    public Tensor backward(PlanBuilder plan, String name, Tensor saved, Tensor outputGradient, boolean mayOverwrite) {
        Tensor arriving = plan.inLayout(outputGradient, saved.layout());
        Tensor leaving = mayOverwrite || arriving != outputGradient ? arriving : plan.tensor(saved.layout());
        if (isPiecewiseLinear() && !isRectifier()) {
            leakyBackward(plan, name, saved, arriving, leaving);
            return leaving;
        }
        desc layout = saved.layout().descriptor();
        eltwise_backward.primitive_desc backward = new eltwise_backward.primitive_desc(
                plan.engine(),
                gradient,
                layout,
                layout,
                layout,
                alpha,
                0,
                descriptor(plan, layout),
                Primitives.attributes(),
                false);
        plan.step(
                name + " activation gradient",
                backward,
                Arguments.gradientTo(arriving, leaving)
                        .with(usesOutput ? dnnl.DNNL_ARG_DST : dnnl.DNNL_ARG_SRC, saved));
        return leaving;
    }

    /**
     * The gradient of a leaky rectifier as DL4J defines it: at zero all of it passes, while oneDNN's own function passes
     * {@link #alpha} of it. Many inputs are exactly zero: those over black pixels as long as the biases are zero.
     */
    private void leakyBackward(PlanBuilder plan, String name, Tensor saved, Tensor arriving, Tensor leaving) {
        Layout row = saved.layout().asRow(); // else oneDNN has no fast code where channels are padded
        Tensor zero = Constant.of(0, Layout.plain(1, 1), plan);
        post_ops slopeTimesArriving = Primitives.then(algorithm.eltwise_linear, 1 - alpha, alpha);
        slopeTimesArriving.append_binary(algorithm.binary_mul, row.descriptor());
        binary.primitive_desc backward = new binary.primitive_desc(
                plan.engine(),
                algorithm.binary_ge,
                row.descriptor(),
                zero.layout().descriptor(),
                row.descriptor(),
                Primitives.attributes(slopeTimesArriving),
                false);
        plan.step(
                name + " activation gradient",
                backward,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC_0, plan.view(saved, row))
                        .with(dnnl.DNNL_ARG_SRC_1, zero)
                        .with(SECOND_OPERATION | dnnl.DNNL_ARG_SRC_1, plan.view(arriving, row))
                        .with(dnnl.DNNL_ARG_DST, plan.view(leaving, row)));
    }

    private eltwise_forward.primitive_desc descriptor(PlanBuilder plan, desc layout) {
        prop_kind kind = plan.training() ? prop_kind.forward_training : prop_kind.forward_inference;
        return new eltwise_forward.primitive_desc(
                plan.engine(), kind, function, layout, layout, alpha, 0, Primitives.attributes(), false);
    }
}
