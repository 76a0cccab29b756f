package org.dl4jlab.engine.graph;

import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
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
