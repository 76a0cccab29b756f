package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import java.util.function.IntFunction;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * How each pass of a convolution is computed. The {@link LayoutRules} of the CPU choose; what they do not ask for, or
 * what another way is not defined for, is left to {@link DirectConvolution}. In prediction, passes back may be null.
 *
 * <p>Weights and their gradient are in DL4J's order, {@code [out, in, kernelHeight, kernelWidth]}, activations in any
 * layout.
 */
record ConvolutionPasses(Forward forward, WeightGradient weightGradient, DataGradient dataGradient) {
    /**
     * @param sum what is added to the result, if anything
     * @param function the activation function that belongs to the forward pass, if any
     */
    static ConvolutionPasses choose(
            ConvolutionLayouts layouts,
            PlanBuilder plan,
            Node node,
            Optional<BranchSum> sum,
            Optional<Elementwise> function) {
        ConvolutionPrimitives primitives = layouts.primitives();
        if (!plan.training() && layouts.predictionByPatches()) {
            return new ConvolutionPasses(new PatchProduct(primitives, plan, node.name(), sum, function), null, null);
        }
        DirectConvolution direct = new DirectConvolution(layouts, plan, node, sum, function);
        if (!plan.training() && layouts.predictionByKernelColumns()) {
            return new ConvolutionPasses(new KernelColumns(primitives, plan, node.name(), direct), direct, direct);
        }
        boolean allByTaps = layouts.allByTaps();
        if (allByTaps || layouts.weightGradientByTaps()) {
            TapProducts taps = new TapProducts(primitives, plan, node.name(), direct);
            return new ConvolutionPasses(allByTaps ? taps : direct, taps, allByTaps ? taps : direct);
        }
        IntFunction<Optional<ColumnGroups>> groups =
                columns -> ColumnGroups.of(columns, primitives, plan, node.name(), function, direct);
        return new ConvolutionPasses(
                groups.apply(layouts.columnsForForward())
                        .<Forward>map(way -> way)
                        .orElse(direct),
                groups.apply(layouts.columnsForWeightGradient())
                        .<WeightGradient>map(way -> way)
                        .orElse(direct),
                direct);
    }

    /** Adds the steps of the forward pass, activation function included. */
    interface Forward {
        /** @param bias null without */
        Result forward(Tensor input, Tensor weights, Tensor bias);

        /**
         * What a forward pass worked on.
         *
         * @param input the input as it came
         * @param read the same in the layout that was read
         * @param output the result
         */
        record Result(Tensor input, Tensor read, Tensor output) {}
    }

    /** Adds the steps that compute the gradients of weights and bias. */
    interface WeightGradient {
        /**
         * @param forward the tensors of the forward pass
         * @param dy the gradient of the output, before the activation function
         * @param dw where the weights' gradient goes
         * @param db where the bias's goes, or null without
         * @return {@code dy} in the layout that was read here
         */
        Tensor weightGradient(Forward.Result forward, Tensor dy, Tensor dw, Tensor db);
    }

    /** Adds the steps that compute the gradient of the input. */
    interface DataGradient {
        /** @param converted {@code dy}, perhaps in another layout, in which the pass before read it */
        Tensor dataGradient(Tensor dy, Tensor converted, Tensor weights);
    }
}
