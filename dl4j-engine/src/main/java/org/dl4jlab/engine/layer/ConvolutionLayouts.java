package org.dl4jlab.engine.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.OneDnn;
import org.dl4jlab.engine.onednn.Precision;
import org.dl4jlab.engine.onednn.Primitives;

/**
 * Chooses the layouts of a convolution's tensors, by rules and not by timing, so that two runs of a
 * program add in the same order and give the same bits.
 *
 * <p>The rules come from measurements of all combinations (AVX-512, batch 8 to 64). With 16 or more
 * input channels, blocks of one vector of channels reach the machine's peak in all three passes. With
 * fewer, such blocks are mostly padding, and channels-last tensors are up to three times faster on the
 * way back. The first convolution reads the images as they come. Asked for a fixed pair of layouts oneDNN
 * may have only its reference loops to offer, hundreds of times slower; so each rule is followed by more
 * general pairs, and reference loops are never accepted.
 */
final class ConvolutionLayouts {
    /** Up to this many channels oneDNN has special code that reads row-major images. */
    private static final int IMAGE_CHANNELS = 4;

    /** Floats in an AVX-512 register. */
    private static final int VECTOR = 16;

    private ConvolutionLayouts() {}

    /** Few channels fill no vector of half-precision numbers, and images are read as they are. */
    static Precision precision(long sourceChannels, Precision wanted) {
        return sourceChannels < VECTOR ? Precision.FLOAT : wanted;
    }

    static convolution_forward.primitive_desc forward(
            ConvolutionPrimitives primitives, boolean training, primitive_attr attributes, Node node) {
        // For few channels oneDNN picks the faster code only when told that it is training.
        boolean few = primitives.source()[1] < VECTOR;
        List<Pair> candidates = training ? candidates(primitives) : inferenceCandidates(primitives);
        return first(candidates, (x, y) -> primitives.forward(training || few, x, y, attributes), node);
    }

    /** Whether the preferred forward pass of inference can add a tensor of a layout to its result. */
    static boolean canAdd(ConvolutionPrimitives primitives, Layout summand) {
        if (primitives.source()[1] < VECTOR) {
            return false;
        }
        post_ops sum = new post_ops();
        BranchSum.append(sum, summand);
        Pair preferred = preferred(primitives.source(), primitives.destination());
        convolution_forward.primitive_desc descriptor =
                primitives.forward(false, preferred.source(), preferred.destination(), Primitives.attributes(sum));
        return preferred.destination().equals(summand)
                && !Primitives.isEmpty(descriptor)
                && !Primitives.isReference(descriptor)
                && Primitives.isDirect(descriptor);
    }

    static convolution_backward_weights.primitive_desc weightGradient(
            ConvolutionPrimitives primitives, convolution_forward.primitive_desc forward, Node node) {
        return first(candidates(primitives), (x, dy) -> primitives.weightGradient(x, dy, forward), node);
    }

    static convolution_backward_data.primitive_desc dataGradient(
            ConvolutionPrimitives primitives, convolution_forward.primitive_desc forward, Node node) {
        return first(candidates(primitives), (dx, dy) -> primitives.dataGradient(dx, dy, forward), node);
    }

    private static List<Pair> candidates(ConvolutionPrimitives primitives) {
        long[] source = primitives.source();
        long[] destination = primitives.destination();
        Pair any = new Pair(Layout.any(source), Layout.any(destination));
        Pair plain = new Pair(Layout.plain(source), Layout.plain(destination));
        return List.of(preferred(source, destination), any, plain);
    }

    /** Without a way back, channels-last suits a first convolution with few maps as it suits the next one. */
    private static List<Pair> inferenceCandidates(ConvolutionPrimitives primitives) {
        if (primitives.source()[1] <= IMAGE_CHANNELS && primitives.destination()[1] < VECTOR) {
            List<Pair> candidates = new ArrayList<>(candidates(primitives));
            candidates.add(
                    0, new Pair(Layout.any(primitives.source()), Layout.of(format_tag.acdb, primitives.destination())));
            return candidates;
        }
        return candidates(primitives);
    }

    private static Pair preferred(long[] source, long[] destination) {
        format_tag blocked = OneDnn.hasAvx512() ? format_tag.aBcd16b : format_tag.aBcd8b;
        if (source[1] <= IMAGE_CHANNELS) {
            return new Pair(Layout.plain(source), Layout.of(blocked, destination));
        }
        if (source[1] < VECTOR) {
            return new Pair(Layout.any(source), Layout.of(format_tag.acdb, destination));
        }
        return new Pair(Layout.of(blocked, source), Layout.of(blocked, destination));
    }

    private static <T extends primitive_desc_base> T first(
            List<Pair> candidates, BiFunction<Layout, Layout, T> make, Node node) {
        List<T> descriptors = candidates.stream()
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

    private record Pair(Layout source, Layout destination) {}
}
