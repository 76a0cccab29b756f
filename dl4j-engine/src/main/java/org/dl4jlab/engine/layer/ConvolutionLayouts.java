package org.dl4jlab.engine.layer;

import java.util.List;
import java.util.function.BiFunction;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.Primitives;

/**
 * Chooses the layouts of a convolution's tensors.
 *
 * <p>Asked for a fixed pair of layouts, oneDNN may only have its reference loops to offer, hundreds of
 * times slower than what it has for another pair. So several pairs are tried, the cheapest to feed first,
 * and reference loops are never accepted.
 */
final class ConvolutionLayouts {
    private ConvolutionLayouts() {}

    static convolution_forward.primitive_desc forward(
            ConvolutionPrimitives primitives, boolean training, Layout given, primitive_attr attributes, Node node) {
        Layout anySource = Layout.any(primitives.source());
        Layout anyDestination = Layout.any(primitives.destination());
        return first(
                List.of(
                        new Pair(anySource, anyDestination),
                        new Pair(Layout.plain(primitives.source()), Layout.plain(primitives.destination()))),
                (source, destination) -> primitives.forward(training, source, destination, attributes),
                node);
    }

    static convolution_backward_weights.primitive_desc weightGradient(
            ConvolutionPrimitives primitives,
            Layout source,
            Layout gradient,
            convolution_forward.primitive_desc forward,
            Node node) {
        return first(
                candidates(primitives, source, gradient), (x, dy) -> primitives.weightGradient(x, dy, forward), node);
    }

    static convolution_backward_data.primitive_desc dataGradient(
            ConvolutionPrimitives primitives,
            Layout source,
            Layout gradient,
            convolution_forward.primitive_desc forward,
            Node node) {
        return first(
                candidates(primitives, source, gradient), (x, dy) -> primitives.dataGradient(x, dy, forward), node);
    }

    private static List<Pair> candidates(ConvolutionPrimitives primitives, Layout source, Layout gradient) {
        Layout anySource = Layout.any(primitives.source());
        Layout anyGradient = Layout.any(primitives.destination());
        return List.of(
                new Pair(source, gradient),
                new Pair(source, anyGradient),
                new Pair(anySource, gradient),
                new Pair(anySource, anyGradient),
                new Pair(Layout.plain(primitives.source()), Layout.plain(primitives.destination())));
    }

    private static <T extends primitive_desc_base> T first(
            List<Pair> candidates, BiFunction<Layout, Layout, T> make, Node node) {
        for (Pair candidate : candidates) {
            T descriptor = make.apply(candidate.source(), candidate.destination());
            if (!Primitives.isEmpty(descriptor) && !Primitives.isReference(descriptor)) {
                return descriptor;
            }
        }
        throw new UnsupportedNetworkException(node.name(), "a convolution that oneDNN has no fast code for");
    }

    private record Pair(Layout source, Layout destination) {}
}
