package org.dl4jlab.bench.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.LossHead;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.ParameterSlice;
import org.dl4jlab.engine.graph.Shape;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * Writes a DL4J network as an ONNX model (opset 17) for any batch size. It knows what the compared networks are made of and
 * refuses everything else by name.
 *
 * <p>DL4J keeps the weights of dense layers {@code [in, out]} column by column, and of the variance the logarithm of
 * its root.
 */
public final class OnnxExport {
    /** Name of the model's input: {@code [batch, features]} or {@code [batch, channels, height, width]}. */
    public static final String INPUT = "input";

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final float[] parameters;
    private final OnnxGraph target = new OnnxGraph();
    private final Map<Integer, String> values = new HashMap<>();

    private OnnxExport(float[] parameters) {
        this.parameters = parameters;
    }

    /**
     * The model of an initialised {@link MultiLayerNetwork} or {@link ComputationGraph}. It has one output, the class
     * probabilities.
     *
     * @param input shape of one example
     * @throws IllegalArgumentException if the network has a layer that is not known here
     */
    public static byte[] export(Model network, Shape input) {
        NetworkGraph graph = network instanceof ComputationGraph computation
                ? GraphReader.read(computation, input)
                : GraphReader.read((MultiLayerNetwork) network, input);
        OnnxExport export = new OnnxExport(network.params().dup().data().asFloat());
        for (Node node : graph.nodes()) {
            export.values.put(node.id(), node.definition() == null ? INPUT : export.add(node));
        }
        export.target.input(INPUT, input.batch(0));
        export.target.output(
                export.values.get(graph.output().id()), graph.output().shape().batch(0));
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("dl4j-lab")
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(export.target.build())
                .build()
                .toByteArray();
    }

    private String add(Node node) {
        Object definition = node.definition();
        if (definition instanceof IDropout) {
            return input(node); // nothing is dropped in predictions
        }
        if (definition instanceof ConvolutionLayer convolution && isConvolution(convolution)) {
            return convolution(node, convolution);
        }
        if (definition instanceof SubsamplingLayer pooling) {
            return pooling(node, pooling);
        }
        if (definition instanceof GlobalPoolingLayer pooling) {
            String operator = pooling.getPoolingType() == PoolingType.MAX ? "GlobalMaxPool" : "GlobalAveragePool";
            return flatten(node, target.node(operator, name(node, "pool"), List.of(input(node))));
        }
        if (definition instanceof BatchNormalization norm) {
            return normalization(node, norm);
        }
        if (definition instanceof DenseLayer || definition instanceof OutputLayer) {
            return dense(node);
        }
        if (definition instanceof CnnToFeedForwardPreProcessor) {
            return flatten(node, input(node));
        }
        if (definition instanceof ElementWiseVertex vertex && vertex.getOp() == ElementWiseVertex.Op.Add) {
            return target.node(
                    "Sum",
                    name(node, "sum"),
                    node.inputs().stream().map(values::get).toList());
        }
        if (definition instanceof LossHead head) {
            return activation(node, head.activation());
        }
        if (definition instanceof IActivation activation) {
            return activation(node, activation);
        }
        throw new IllegalArgumentException("The export to ONNX does not know " + node.name() + ", a "
                + definition.getClass().getSimpleName());
    }

    /** Deconvolutions and the like are subclasses of convolutions. */
    private static boolean isConvolution(ConvolutionLayer layer) {
        return layer.getClass() == ConvolutionLayer.class
                || layer.getClass().getSimpleName().equals("Convolution2D");
    }

    private String convolution(Node node, ConvolutionLayer layer) {
        int[] kernel = layer.getKernelSize();
        long out = node.shape().channels();
        ParameterSlice weights = node.parameter("W");
        long in = weights.length() / (out * kernel[0] * kernel[1]);
        List<String> inputs = new ArrayList<>(
                List.of(input(node), target.constant(name(node, "W"), values(weights), out, in, kernel[0], kernel[1])));
        if (node.parameters().containsKey("b")) {
            inputs.add(vector(node, "b"));
        }
        return target.node(
                "Conv",
                name(node, "conv"),
                inputs,
                window(kernel, layer.getStride(), layer.getPadding(), layer.getDilation(), layer.getConvolutionMode()));
    }

    private String pooling(Node node, SubsamplingLayer layer) {
        return target.node(
                layer.getPoolingType() == PoolingType.MAX ? "MaxPool" : "AveragePool",
                name(node, "pool"),
                List.of(input(node)),
                window(
                        layer.getKernelSize(),
                        layer.getStride(),
                        layer.getPadding(),
                        new int[] {1, 1},
                        layer.getConvolutionMode()));
    }

    private static Onnx.AttributeProto[] window(
            int[] kernel, int[] stride, int[] padding, int[] dilation, ConvolutionMode mode) {
        List<Onnx.AttributeProto> attributes = new ArrayList<>(
                List.of(OnnxGraph.attribute("kernel_shape", kernel), OnnxGraph.attribute("strides", stride)));
        if (dilation[0] != 1 || dilation[1] != 1) {
            attributes.add(OnnxGraph.attribute("dilations", dilation));
        }
        attributes.add(
                mode == ConvolutionMode.Same
                        ? OnnxGraph.attribute("auto_pad", "SAME_UPPER")
                        : OnnxGraph.attribute("pads", padding[0], padding[1], padding[0], padding[1]));
        return attributes.toArray(Onnx.AttributeProto[]::new);
    }

    private String normalization(Node node, BatchNormalization layer) {
        int channels = (int) node.shape().channels();
        boolean learned = node.parameters().containsKey("gamma");
        return target.node(
                "BatchNormalization",
                name(node, "norm"),
                List.of(
                        input(node),
                        learned ? vector(node, "gamma") : filled(node, "gamma", channels, layer.getGamma()),
                        learned ? vector(node, "beta") : filled(node, "beta", channels, layer.getBeta()),
                        vector(node, "mean"),
                        target.constant(name(node, "variance"), variance(node), channels)),
                OnnxGraph.attribute("epsilon", (float) layer.getEps()));
    }

    private float[] variance(Node node) {
        if (node.parameters().containsKey("var")) {
            return values(node.parameter("var"));
        }
        float[] values = values(node.parameter("log10stdev"));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(10, 2.0 * values[i]);
        }
        return values;
    }

    private String dense(Node node) {
        int out = (int) node.shape().channels();
        float[] byOutput = values(node.parameter("W"));
        int in = byOutput.length / out;
        float[] byInput = new float[byOutput.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                byInput[i * out + o] = byOutput[o * in + i];
            }
        }
        List<String> inputs = new ArrayList<>(List.of(input(node), target.constant(name(node, "W"), byInput, in, out)));
        if (node.parameters().containsKey("b")) {
            inputs.add(vector(node, "b"));
        }
        return target.node("Gemm", name(node, "dense"), inputs);
    }

    private String activation(Node node, IActivation activation) {
        if (activation instanceof ActivationIdentity) {
            return input(node);
        }
        if (activation instanceof ActivationSoftmax) {
            return target.node("Softmax", name(node, "softmax"), List.of(input(node)), OnnxGraph.attribute("axis", 1L));
        }
        if (activation.equals(new ActivationReLU())) {
            return target.node("Relu", name(node, "relu"), List.of(input(node)));
        }
        throw new IllegalArgumentException("The export to ONNX does not know " + activation + " of " + node.name());
    }

    private String flatten(Node node, String input) {
        return target.node("Flatten", name(node, "flat"), List.of(input), OnnxGraph.attribute("axis", 1L));
    }

    private String input(Node node) {
        return values.get(node.inputs().get(0));
    }

    private String vector(Node node, String key) {
        float[] vector = values(node.parameter(key));
        return target.constant(name(node, key), vector, vector.length);
    }

    private String filled(Node node, String key, int length, double value) {
        float[] vector = new float[length];
        Arrays.fill(vector, (float) value);
        return target.constant(name(node, key), vector, length);
    }

    private float[] values(ParameterSlice slice) {
        int from = (int) slice.offset();
        return Arrays.copyOfRange(parameters, from, from + (int) slice.length());
    }

    /** Ids tell the parts of one layer apart. */
    private static String name(Node node, String what) {
        return node.id() + "_" + node.name() + "_" + what;
    }
}
