package org.dl4jlab.engine.layer;

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
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.layer.LayoutRules.Pair;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.Precision;
import org.dl4jlab.engine.onednn.Primitives;

/**
 * Chooses the layouts of a convolution's tensors by the {@link LayoutRules} of the CPU.
 *
 * <p>Asked for a fixed pair of layouts oneDNN may have only its reference loops to offer, hundreds of times
 * slower; so each rule is followed by more general pairs, and reference loops are never accepted.
 */
final class ConvolutionLayouts {
    private ConvolutionLayouts() {}

    /** Few channels fill no vector of half-precision numbers, and images are read as they are. */
    static Precision precision(long sourceChannels, Precision wanted) {
        return sourceChannels < LayoutRules.VECTOR ? Precision.FLOAT : wanted;
    }

    static convolution_forward.primitive_desc forward(
            ConvolutionPrimitives primitives, boolean training, primitive_attr attributes, Node node) {
        // For few channels oneDNN picks the faster code only when told that it is training.
        boolean few = primitives.source()[1] < LayoutRules.VECTOR;
        Pair preferred = rules().forward(primitives.source(), primitives.destination(), training);
        return first(preferred, primitives, (x, y) -> primitives.forward(training || few, x, y, attributes), node);
    }

    /** The layout in which the preferred forward pass of inference can add a tensor to its result, if it can. */
    static Optional<Layout> addable(ConvolutionPrimitives primitives) {
        if (primitives.source()[1] < LayoutRules.VECTOR
                || predictionByKernelColumns(primitives)
                || allByTaps(primitives)) {
            return Optional.empty();
        }
        Pair preferred = rules().forward(primitives.source(), primitives.destination(), false);
        post_ops sum = new post_ops();
        BranchSum.append(sum, preferred.destination());
        convolution_forward.primitive_desc descriptor =
                primitives.forward(false, preferred.source(), preferred.destination(), Primitives.attributes(sum));
        return Primitives.isFast(descriptor) ? Optional.of(preferred.destination()) : Optional.empty();
    }

    static convolution_backward_weights.primitive_desc weightGradient(
            ConvolutionPrimitives primitives, convolution_forward.primitive_desc forward, Node node) {
        Pair preferred = rules().weightGradient(primitives.source(), primitives.destination());
        return first(preferred, primitives, (x, dy) -> primitives.weightGradient(x, dy, forward), node);
    }

    /** Whether the weight gradient is fastest as {@link TapProducts}. */
    static boolean weightGradientByTaps(ConvolutionPrimitives primitives) {
        return suitTapsUpTo(rules().largestMapForWeightGradientByTaps(primitives.source()[1]), primitives)
                && TapProducts.defineWeightGradient(primitives);
    }

    /** Whether all three passes are fastest as {@link TapProducts}. */
    static boolean allByTaps(ConvolutionPrimitives primitives) {
        return suitTapsUpTo(rules().largestMapForAllByTaps(primitives.source()[1]), primitives)
                && TapProducts.defineAll(primitives);
    }

    /** Whether predictions are fastest as {@link KernelColumns}. */
    static boolean predictionByKernelColumns(ConvolutionPrimitives primitives) {
        return suitTapsUpTo(
                        rules().largestMapForPredictionByKernelColumns(
                                        primitives.source()[1]),
                        primitives)
                && KernelColumns.define(primitives);
    }

    /** How many columns the forward pass computes at once as {@link ColumnGroups}; 1 if it is not faster so. */
    static int columnsForForward(ConvolutionPrimitives primitives) {
        return suitGroups(primitives)
                ? rules().columnsForForward(primitives.source()[1], primitives.weights()[0])
                : 1;
    }

    /** The same for the gradient of the weights. */
    static int columnsForWeightGradient(ConvolutionPrimitives primitives) {
        return suitGroups(primitives)
                ? rules().columnsForWeightGradient(
                                primitives.source()[1], primitives.weights()[0])
                : 1;
    }

    private static boolean suitGroups(ConvolutionPrimitives primitives) {
        return primitives.source()[1] <= LayoutRules.IMAGE_CHANNELS
                && primitives.weights()[3] >= LayoutRules.NARROWEST_KERNEL_FOR_GROUPS;
    }

    private static boolean suitTapsUpTo(long pixels, ConvolutionPrimitives primitives) {
        return primitives.precision() == Precision.FLOAT
                && primitives.source()[0] >= LayoutRules.SMALLEST_BATCH_FOR_TAPS
                && primitives.weights()[2] * primitives.weights()[3] > 1
                && primitives.source()[2] * primitives.source()[3] <= pixels;
    }

    static convolution_backward_data.primitive_desc dataGradient(
            ConvolutionPrimitives primitives, convolution_forward.primitive_desc forward, Node node) {
        Pair preferred = rules().dataGradient(primitives.source(), primitives.destination());
        return first(preferred, primitives, (dx, dy) -> primitives.dataGradient(dx, dy, forward), node);
    }

    private static LayoutRules rules() {
        return LayoutRules.ofThisCpu();
    }

    private static <T extends primitive_desc_base> T first(
            Pair preferred, ConvolutionPrimitives primitives, BiFunction<Layout, Layout, T> make, Node node) {
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
