package org.dl4jlab.models.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/** Counts what one layer holds and does for one image. */
final class LayerCosts {

    private LayerCosts() {}

    static LayerSummary ofLayer(String name, NeuralNetConfiguration configuration, InputType output) {
        Layer layer = unfrozen(configuration.getLayer());
        long all = configuration.getLayer().initializer().numParams(configuration);
        long statistics = layer instanceof BatchNormalization norm ? 2 * norm.getNOut() : 0;
        return new LayerSummary(
                name,
                kind(layer),
                shape(output),
                all - statistics,
                statistics,
                all == 0 ? 0 : multiplyAdds(name, layer, output));
    }

    static LayerSummary ofVertex(String name, GraphVertex vertex, InputType output) {
        String kind = vertex instanceof ElementWiseVertex elementWise
                ? lowerCase(elementWise.getOp())
                : lowerCase(vertex.getClass().getSimpleName().replace("Vertex", ""));
        long parameters = vertex.numParams(false);
        if (parameters > 0) {
            throw unknown(name, vertex.getClass());
        }
        return new LayerSummary(name, kind, shape(output), 0, 0, 0);
    }

    /** A frozen layer computes what the layer in it does. */
    static Layer unfrozen(Layer layer) {
        return layer instanceof FrozenLayer frozen ? frozen.getLayer() : layer;
    }

    // Subclasses of the layers below may use their weights otherwise, so classes are compared exactly.
    static long multiplyAdds(String name, Layer layer, InputType output) {
        Class<?> type = layer.getClass();
        if (type == ConvolutionLayer.class) {
            ConvolutionLayer convolution = (ConvolutionLayer) layer;
            InputType.InputTypeConvolutional maps = (InputType.InputTypeConvolutional) output;
            long weights = convolution.getNIn() * convolution.getNOut() * product(convolution.getKernelSize());
            return weights * maps.getHeight() * maps.getWidth();
        }
        if (type == DenseLayer.class) {
            return ((DenseLayer) layer).getNIn() * ((DenseLayer) layer).getNOut();
        }
        if (type == OutputLayer.class) {
            return ((OutputLayer) layer).getNIn() * ((OutputLayer) layer).getNOut();
        }
        // Factors of single values are no multiply-adds of a weighted sum.
        if (layer instanceof BatchNormalization || type == PReLULayer.class) {
            return 0;
        }
        throw unknown(name, type);
    }

    private static IllegalArgumentException unknown(String name, Class<?> type) {
        return new IllegalArgumentException("Layer '" + name + "' is a " + type.getSimpleName()
                + ", whose multiply-adds are not known here. Known layers with parameters: ConvolutionLayer, DenseLayer,"
                + " OutputLayer, BatchNormalization, PReLULayer, and these in a FrozenLayer.");
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
            return "conv" + window(convolution.getKernelSize(), convolution.getStride())
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
