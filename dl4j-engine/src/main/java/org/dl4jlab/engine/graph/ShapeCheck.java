package org.dl4jlab.engine.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * Whether what arrives at a layer, preprocessor or vertex is what it was configured for. DL4J's own shape inference does
 * not look; its layers do when they run, and throw.
 */
final class ShapeCheck {
    private ShapeCheck() {}

    /** @throws UnsupportedNetworkException if a layer would not take such an input */
    static void require(String name, Layer definition, Shape input) {
        if (definition instanceof ConvolutionLayer
                || definition instanceof SubsamplingLayer
                || definition instanceof LocalResponseNormalization
                || definition instanceof GlobalPoolingLayer) {
            requireThat(name, !input.flat(), input);
        }
        if (definition instanceof ConvolutionLayer convolution && !(definition instanceof Deconvolution2D)) {
            boolean fits = fits(
                    convolution.getKernelSize(),
                    convolution.getPadding(),
                    convolution.getDilation(),
                    convolution.getConvolutionMode(),
                    input);
            requireThat(name, fits, input);
        }
        if (definition instanceof DenseLayer || definition instanceof BaseOutputLayer) {
            requireThat(name, input.flat(), input);
        }
        boolean hasWidth = definition instanceof ConvolutionLayer
                || definition instanceof DenseLayer
                || definition instanceof BatchNormalization
                || definition instanceof BaseOutputLayer;
        if (hasWidth && definition instanceof FeedForwardLayer layer) {
            requireThat(name, input.channels() == layer.getNIn(), input);
        }
    }

    /**
     * Whether a convolution's window lies in the padded input; DL4J's poolings take larger ones. The usual formula for the
     * output's size rounds towards zero: a window that is larger than the input by less than a stride would have an output of one.
     */
    private static boolean fits(int[] kernel, int[] padding, int[] dilation, ConvolutionMode mode, Shape input) {
        return mode == ConvolutionMode.Same
                || (kernel[0] - 1L) * dilation[0] < input.height() + 2L * padding[0]
                        && (kernel[1] - 1L) * dilation[1] < input.width() + 2L * padding[1];
    }

    /** @throws UnsupportedNetworkException if a preprocessor would not take such an input */
    static void require(String name, InputPreProcessor definition, Shape input) {
        if (definition instanceof CnnToFeedForwardPreProcessor flatten) {
            boolean asConfigured = input.channels() == flatten.getNumChannels()
                    && input.height() == flatten.getInputHeight()
                    && input.width() == flatten.getInputWidth();
            requireThat(name, !input.flat() && asConfigured, input);
        }
    }

    /** @throws UnsupportedNetworkException if a vertex would not take such inputs, or would extend some of them */
    static void require(String name, GraphVertex definition, List<Shape> inputs) {
        Shape first = inputs.get(0);
        for (Shape input : inputs) {
            if (definition instanceof ElementWiseVertex) {
                requireThat(name, input.equals(first), input);
            }
            if (definition instanceof MergeVertex) {
                boolean fits = input.flat() == first.flat()
                        && input.height() == first.height()
                        && input.width() == first.width();
                requireThat(name, fits, input);
            }
        }
    }

    private static void requireThat(String name, boolean fits, Shape input) {
        if (!fits) {
            throw new UnsupportedNetworkException(name, "an input of shape " + input);
        }
    }
}
