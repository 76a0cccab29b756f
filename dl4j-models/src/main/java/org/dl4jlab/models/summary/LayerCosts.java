package org.dl4jlab.models.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Counts what one layer holds and does for one image. */
final class LayerCosts {

    private LayerCosts() {}

    static LayerSummary ofLayer(String name, NeuralNetConfiguration configuration, InputType output) {
        Layer layer = FrozenLayers.unfrozen(configuration.getLayer());
        long all = configuration.getLayer().initializer().numParams(configuration);
        long statistics = layer instanceof BatchNormalization norm ? 2 * norm.getNOut() : 0;
        OptionalLong multiplyAdds = all == 0 ? OptionalLong.of(0) : multiplyAdds(layer, output);
        return new LayerSummary(
                name,
                kind(layer),
                shape(output),
                all - statistics,
                statistics,
                multiplyAdds.orElse(0),
                multiplyAdds.isPresent());
    }

    static LayerSummary ofVertex(String name, GraphVertex vertex, InputType output) {
        String kind = vertex instanceof ElementWiseVertex elementWise
                ? lowerCase(elementWise.getOp())
                : lowerCase(vertex.getClass().getSimpleName().replace("Vertex", ""));
        long parameters = vertex.numParams(false);
        return new LayerSummary(name, kind, shape(output), parameters, 0, 0, parameters == 0);
    }

    private static OptionalLong multiplyAdds(Layer layer, InputType output) {
        return layer instanceof ConvolutionLayer convolution && output instanceof InputType.InputTypeConvolutional maps
                ? multiplyAdds(convolution, maps, positions(maps) * product(convolution.getKernelSize()))
                : multiplyAdds(layer);
    }

    // Subclasses of the layers below may use their weights otherwise, so classes are compared exactly.

    /** @param taps how often the kernel's places meet the map, over all positions of the output */
    static OptionalLong multiplyAdds(ConvolutionLayer layer, InputType.InputTypeConvolutional output, long taps) {
        Class<?> type = layer.getClass();
        if (type == ConvolutionLayer.class || type == Convolution2D.class) {
            return OptionalLong.of(layer.getNIn() * layer.getNOut() * taps);
        }
        if (layer instanceof DepthwiseConvolution2D depthwise && type == DepthwiseConvolution2D.class) {
            return OptionalLong.of(depthwise.getNIn() * depthwise.getDepthMultiplier() * taps);
        }
        if (layer instanceof SeparableConvolution2D separable && type == SeparableConvolution2D.class) {
            long between = separable.getNIn() * separable.getDepthMultiplier();
            return OptionalLong.of(between * taps + between * separable.getNOut() * positions(output));
        }
        return OptionalLong.empty();
    }

    /** Of a layer that is no convolution; empty if they are not known. */
    static OptionalLong multiplyAdds(Layer layer) {
        Class<?> type = layer.getClass();
        if (type == DenseLayer.class || type == OutputLayer.class) {
            FeedForwardLayer dense = (FeedForwardLayer) layer;
            return OptionalLong.of(dense.getNIn() * dense.getNOut());
        }
        // Factors of single values are no multiply-adds of a weighted sum.
        if (layer instanceof BatchNormalization || type == PReLULayer.class) {
            return OptionalLong.of(0);
        }
        return OptionalLong.empty();
    }

    private static long positions(InputType.InputTypeConvolutional maps) {
        return maps.getHeight() * maps.getWidth();
    }

    private static String kind(Layer layer) {
        if (layer instanceof SubsamplingLayer pool) {
            return lowerCase(pool.getPoolingType()) + " pool" + window(pool.getKernelSize(), pool.getStride());
        }
        if (layer instanceof GlobalPoolingLayer pool) {
            return "global " + lowerCase(pool.getPoolingType()) + " pool";
        }
        if (layer instanceof ActivationLayer activation) {
            return activationName(activation.getActivationFn());
        }
        if (layer instanceof DropoutLayer) {
            return "dropout";
        }
        if (layer instanceof BatchNormalization) {
            return "batch norm";
        }
        if (layer instanceof ConvolutionLayer convolution) {
            return convolutionName(convolution)
                    + window(convolution.getKernelSize(), convolution.getStride())
                    + andActivation(convolution.getActivationFn());
        }
        if (layer instanceof DenseLayer dense) {
            return "dense" + andActivation(dense.getActivationFn());
        }
        if (layer instanceof OutputLayer output) {
            return "dense" + andActivation(output.getActivationFn());
        }
        return lowerCase(layer.getClass().getSimpleName());
    }

    private static String convolutionName(ConvolutionLayer layer) {
        if (layer instanceof DepthwiseConvolution2D) {
            return "depthwise conv";
        }
        if (layer instanceof Deconvolution2D) {
            return "transposed conv";
        }
        return layer instanceof SeparableConvolution2D ? "separable conv" : "conv";
    }

    private static String window(int[] kernel, int[] stride) {
        String size = " " + kernel[0] + "x" + kernel[1];
        return stride[0] == 1 && stride[1] == 1
                ? size
                : size + " / " + (stride[0] == stride[1] ? stride[0] : stride[0] + "x" + stride[1]);
    }

    private static String andActivation(Object activation) {
        String name = activationName(activation);
        return name.equals("identity") ? "" : ", " + name;
    }

    private static String activationName(Object activation) {
        return lowerCase(activation.getClass().getSimpleName().replace("Activation", ""));
    }

    private static String lowerCase(Object value) {
        return value.toString().toLowerCase(Locale.ROOT);
    }

    private static long product(int[] values) {
        return Arrays.stream(values).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private static List<Long> shape(InputType type) {
        // DL4J puts the batch dimension first.
        return LongStream.of(type.getShape(false)).boxed().toList();
    }
}
