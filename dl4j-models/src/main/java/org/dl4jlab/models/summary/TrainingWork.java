package org.dl4jlab.models.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;

/**
 * Counts the multiply-adds that a training step needs for each image: the outputs of each layer, the gradient of its weights
 * and the gradient of its inputs. Two things that are often counted are left out, because nobody has to compute them:
 * products with the zeros of a convolution's padding, and the gradient of the pixels.
 */
public final class TrainingWork {

    private long total;

    private TrainingWork() {}

    /**
     * The multiply-adds of layers in a row.
     *
     * @param input type of one image
     * @throws IllegalArgumentException if a layer with parameters is of a kind whose multiply-adds are not known here, or a
     *     FrozenLayer is behind layers that learn
     */
    public static long of(MultiLayerConfiguration configuration, InputType input) {
        List<InputType> outputs = configuration.getLayerActivationTypes(input);
        TrainingWork work = new TrainingWork();
        boolean learnedBefore = false;
        for (int i = 0; i < outputs.size(); i++) {
            InputPreProcessor before = configuration.getInputPreProcess(i);
            InputType previous = i == 0 ? input : outputs.get(i - 1);
            NeuralNetConfiguration layer = configuration.getConf(i);
            InputType inputs = before == null ? previous : before.getOutputType(previous);
            learnedBefore |= work.add("layer" + i, layer, inputs, outputs.get(i), learnedBefore);
        }
        return work.total;
    }

    /**
     * The multiply-adds of a graph.
     *
     * @param inputs type of one image, for each input of the graph
     * @throws IllegalArgumentException if a layer with parameters is of a kind whose multiply-adds are not known here, or a
     *     FrozenLayer is behind layers that learn
     */
    public static long of(ComputationGraphConfiguration configuration, InputType... inputs) {
        // DL4J overwrites sizes and preprocessors while it works the types out, hence the copy.
        ComputationGraphConfiguration copy = configuration.clone();
        Map<String, InputType> types = new HashMap<>(copy.getLayerActivationTypes(inputs));
        for (int i = 0; i < inputs.length; i++) {
            types.put(copy.getNetworkInputs().get(i), inputs[i]);
        }
        TrainingWork work = new TrainingWork();
        Map<String, Boolean> learned = new HashMap<>();
        for (String name : copy.getVertices().keySet()) {
            work.visit(copy, name, types, learned);
        }
        return work.total;
    }

    /** Adds a vertex and those before it; returns whether anything up to it learns. */
    private boolean visit(
            ComputationGraphConfiguration graph,
            String name,
            Map<String, InputType> types,
            Map<String, Boolean> learned) {
        if (learned.containsKey(name)) {
            return learned.get(name);
        }
        boolean learnedBefore = false;
        List<String> before = graph.getVertexInputs().getOrDefault(name, List.of());
        for (String input : before) {
            learnedBefore |= visit(graph, input, types, learned);
        }
        GraphVertex vertex = graph.getVertices().get(name);
        boolean learns = false;
        if (vertex instanceof LayerVertex layer) {
            InputType previous = types.get(before.get(0));
            InputPreProcessor preparation = layer.getPreProcessor();
            learns = add(
                    name,
                    layer.getLayerConf(),
                    preparation == null ? previous : preparation.getOutputType(previous),
                    types.get(name),
                    learnedBefore);
        }
        learned.put(name, learns || learnedBefore);
        return learns || learnedBefore;
    }

    /** Returns whether the layer learns. */
    private boolean add(
            String name, NeuralNetConfiguration layer, InputType input, InputType output, boolean learnedBefore) {
        if (layer.getLayer().initializer().numParams(layer) == 0) {
            return false;
        }
        Layer computed = FrozenLayers.unfrozen(layer.getLayer());
        long all = multiplyAdds(computed, input, output).orElseThrow(() -> unknown(name, computed));
        boolean learns = computed == layer.getLayer();
        if (learnedBefore && layer.getLayer() instanceof FrozenLayer) {
            throw new IllegalArgumentException("Layer '" + name + "' is a FrozenLayer behind layers that learn. It ends"
                    + " backpropagation, so they would not; use FrozenLayerWithBackprop.");
        }
        total += (1 + (learns ? 1 : 0) + (learnedBefore ? 1 : 0)) * all;
        return learns;
    }

    private static OptionalLong multiplyAdds(Layer layer, InputType input, InputType output) {
        return layer instanceof ConvolutionLayer convolution
                        && input instanceof InputType.InputTypeConvolutional before
                        && output instanceof InputType.InputTypeConvolutional after
                ? LayerCosts.multiplyAdds(
                        convolution,
                        after,
                        taps(convolution, 0, before.getHeight(), after.getHeight())
                                * taps(convolution, 1, before.getWidth(), after.getWidth()))
                : LayerCosts.multiplyAdds(layer);
    }

    private static IllegalArgumentException unknown(String name, Layer layer) {
        return new IllegalArgumentException(
                "Layer '" + name + "' is a " + layer.getClass().getSimpleName()
                        + ", whose multiply-adds are not known here. Known layers with parameters: ConvolutionLayer,"
                        + " Convolution2D, DepthwiseConvolution2D, SeparableConvolution2D, DenseLayer, OutputLayer,"
                        + " BatchNormalization, PReLULayer, and these in a FrozenLayer or FrozenLayerWithBackprop.");
    }

    /** How often a row of the kernel meets a row of the map and not of its padding; the same for columns. */
    private static long taps(ConvolutionLayer convolution, int axis, long inputs, long outputs) {
        int kernel = convolution.getKernelSize()[axis];
        int stride = convolution.getStride()[axis];
        int dilation = convolution.getDilation()[axis];
        long padding = convolution.getPadding()[axis];
        if (convolution.getConvolutionMode() == ConvolutionMode.Same) {
            long reach = (outputs - 1) * stride + (kernel - 1L) * dilation + 1;
            padding = Math.max(0, reach - inputs) / 2;
        }
        long met = 0;
        for (long output = 0; output < outputs; output++) {
            for (int tap = 0; tap < kernel; tap++) {
                long place = output * stride - padding + (long) tap * dilation;
                met += place >= 0 && place < inputs ? 1 : 0;
            }
        }
        return met;
    }
}
