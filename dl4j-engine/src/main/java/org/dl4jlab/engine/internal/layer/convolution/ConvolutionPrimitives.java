package org.dl4jlab.engine.internal.layer.convolution;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive_attr;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.onednn.Primitives;

/**
 * The primitive descriptors of one convolution, for any layouts of its tensors.
 *
 * @param window geometry
 * @param source dimensions of the input
 * @param weights dimensions of the weights
 * @param bias layout of the bias, or null without
 * @param destination dimensions of the output
 * @param precision of the numbers that are multiplied and of results; sums and gradients of weights are in single precision
 */
record ConvolutionPrimitives(
        Window window, long[] source, long[] weights, Layout bias, long[] destination, Precision precision) {
    /** The same convolution of other numbers. */
    ConvolutionPrimitives in(Precision other) {
        return new ConvolutionPrimitives(window, source, weights, bias, destination, other);
    }

    convolution_forward.primitive_desc forward(
            boolean training, Layout sourceLayout, Layout destinationLayout, primitive_attr attributes) {
        return new convolution_forward.primitive_desc(
                engine(),
                training ? prop_kind.forward_training : prop_kind.forward_inference,
                algorithm.convolution_direct,
                sourceLayout.holding(precision).descriptor(),
                Layout.any(weights).holding(precision).descriptor(),
                biasDescriptor(),
                destinationLayout.holding(precision).descriptor(),
                window.stride(),
                window.dilation(),
                window.before(),
                window.after(),
                attributes,
                true);
    }

    convolution_backward_weights.primitive_desc weightGradient(
            Layout sourceLayout, Layout gradientLayout, convolution_forward.primitive_desc forward) {
        return new convolution_backward_weights.primitive_desc(
                engine(),
                algorithm.convolution_direct,
                sourceLayout.holding(precision).descriptor(),
                Layout.any(weights).descriptor(),
                biasDescriptor(),
                gradientLayout.holding(precision).descriptor(),
                window.stride(),
                window.dilation(),
                window.before(),
                window.after(),
                forward,
                Primitives.attributes(),
                true);
    }

    convolution_backward_data.primitive_desc dataGradient(
            Layout sourceLayout, Layout gradientLayout, convolution_forward.primitive_desc forward) {
        return new convolution_backward_data.primitive_desc(
                engine(),
                algorithm.convolution_direct,
                sourceLayout.holding(precision).descriptor(),
                Layout.any(weights).holding(precision).descriptor(),
                gradientLayout.holding(precision).descriptor(),
                window.stride(),
                window.dilation(),
                window.before(),
                window.after(),
                forward,
                Primitives.attributes(),
                true);
    }

    private desc biasDescriptor() {
        return bias == null ? new desc() : bias.descriptor();
    }

    private static engine engine() {
        return OneDnn.engine();
    }
}
