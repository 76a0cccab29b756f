package org.dl4jlab.engine.internal.layer.convolution;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.convolution.LayoutRules.Pair;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;

/**
 * Chooses the layouts of a convolution's tensors by the {@link LayoutRules} of the CPU.
 *
 * <p>Asked for a fixed pair of layouts oneDNN may have only its reference loops to offer, hundreds of times
 * slower; so each rule is followed by more general pairs, and reference loops are never accepted.
 *
 * @param primitives the convolution
 * @param rules of the CPU for numbers of its precision
 */
record ConvolutionLayouts(ConvolutionPrimitives primitives, LayoutRules rules) {
    /**
     * @param convolution in any precision
     * @param wanted what numbers it should multiply; it gets single precision if its shapes or the CPU do not suit that
     */
    static ConvolutionLayouts of(ConvolutionPrimitives convolution, Precision wanted, InstructionSet cpu) {
        ConvolutionPrimitives primitives = convolution.in(wanted);
        LayoutRules rules = LayoutRules.of(cpu, wanted);
        boolean suits = wanted == Precision.FLOAT || suits(primitives, rules, cpu);
        return suits
                ? new ConvolutionLayouts(primitives, rules)
                : new ConvolutionLayouts(convolution.in(Precision.FLOAT), LayoutRules.of(cpu, Precision.FLOAT));
    }

    private static boolean suits(ConvolutionPrimitives primitives, LayoutRules rules, InstructionSet cpu) {
        if (!rules.suits(primitives.weights()[1], primitives.weights()[0])) {
            return false;
        }
        Pair pair = rules.forward(primitives.source(), primitives.destination(), true);
        return cpu.isFast(
                primitives.forward(true, pair.source(), pair.destination(), Primitives.attributes()),
                primitives.precision());
    }

    convolution_forward.primitive_desc forward(boolean training, primitive_attr attributes, Node node) {
        // For few channels oneDNN picks the faster code only when told that it is training.
        boolean few = primitives.source()[1] < LayoutRules.VECTOR;
        Pair preferred = rules.forward(primitives.source(), primitives.destination(), training);
        return first(preferred, (x, y) -> primitives.forward(training || few, x, y, attributes), node);
    }

    /** The layout in which the preferred forward pass of inference can add a tensor to its result, if it can. */
    Optional<Layout> addable() {
        if (predictionByPatches()) {
            return Optional.of(PatchProduct.outputLayout(primitives));
        }
        if (primitives.source()[1] < LayoutRules.VECTOR || predictionByKernelColumns() || allByTaps()) {
            return Optional.empty();
        }
        Pair preferred = rules.forward(primitives.source(), primitives.destination(), false);
        Layout summand = preferred.destination().holding(primitives.precision());
        post_ops sum = new post_ops();
        BranchSum.append(sum, summand);
        convolution_forward.primitive_desc descriptor =
                primitives.forward(false, preferred.source(), preferred.destination(), Primitives.attributes(sum));
        return Primitives.isFast(descriptor) ? Optional.of(summand) : Optional.empty();
    }

    convolution_backward_weights.primitive_desc weightGradient(convolution_forward.primitive_desc forward, Node node) {
        Pair preferred = rules.weightGradient(primitives.source(), primitives.destination());
        return first(preferred, (x, dy) -> primitives.weightGradient(x, dy, forward), node);
    }

    convolution_backward_data.primitive_desc dataGradient(convolution_forward.primitive_desc forward, Node node) {
        Pair preferred = rules.dataGradient(primitives.source(), primitives.destination());
        return first(preferred, (dx, dy) -> primitives.dataGradient(dx, dy, forward), node);
    }

    /** Whether the weight gradient is fastest as {@link TapProducts}. */
    boolean weightGradientByTaps() {
        return suitTapsUpTo(rules.largestMapForWeightGradientByTaps(primitives.source()[1]))
                && TapProducts.defineWeightGradient(primitives);
    }

    /** Whether all three passes are fastest as {@link TapProducts}. */
    boolean allByTaps() {
        return suitTapsUpTo(rules.largestMapForAllByTaps(primitives.source()[1])) && TapProducts.defineAll(primitives);
    }

    /** Whether predictions are fastest as {@link KernelColumns}. */
    boolean predictionByKernelColumns() {
        return suitTapsUpTo(
                        rules.largestMapForPredictionByKernelColumns(primitives.source()[1]))
                && KernelColumns.define(primitives);
    }

    /** Whether predictions are fastest as a {@link PatchProduct}. */
    boolean predictionByPatches() {
        return PatchProduct.pixels(primitives)
                        <= rules.mostPixelsForPatches(primitives.source()[1])
                && primitives.weights()[2] * primitives.weights()[3] > 1
                && PatchProduct.define(primitives);
    }

    /** How many columns the forward pass computes at once as {@link ColumnGroups}; 1 if it is not faster so. */
    int columnsForForward() {
        return suitGroups()
                ? rules.columnsForForward(primitives.source()[1], primitives.weights()[0])
                : 1;
    }

    /** The same for the gradient of the weights. */
    int columnsForWeightGradient() {
        return suitGroups()
                ? rules.columnsForWeightGradient(
                        primitives.source()[1], primitives.weights()[0])
                : 1;
    }

    private boolean suitGroups() {
        return primitives.source()[1] <= LayoutRules.IMAGE_CHANNELS
                && primitives.weights()[3] >= LayoutRules.NARROWEST_KERNEL_FOR_GROUPS;
    }

    private boolean suitTapsUpTo(long pixels) {
        return primitives.source()[0] >= LayoutRules.SMALLEST_BATCH_FOR_TAPS
                && primitives.weights()[2] * primitives.weights()[3] > 1
                && primitives.source()[2] * primitives.source()[3] <= pixels;
    }

    private <T extends primitive_desc_base> T first(Pair preferred, BiFunction<Layout, Layout, T> make, Node node) {
        long[] source = primitives.source();
        long[] destination = primitives.destination();
        List<T> descriptors = Stream.of(preferred, Pair.any(source, destination), Pair.plain(source, destination))
                .map(candidate -> make.apply(candidate.source(), candidate.destination()))
                .filter(descriptor -> !Primitives.isEmpty(descriptor) && !Primitives.isReference(descriptor))
                .toList();
        Predicate<T> isDirect = Primitives::isDirect;
        return descriptors.stream()
                .filter(isDirect)
                .findFirst()
                .or(() -> descriptors.stream().findFirst())
                .orElseThrow(() ->
                        new UnsupportedNetworkException(node.name(), "a convolution that oneDNN has no fast code for"));
    }
}
