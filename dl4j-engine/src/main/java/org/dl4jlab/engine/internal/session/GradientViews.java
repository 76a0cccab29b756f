package org.dl4jlab.engine.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The flat gradient array as DL4J shows it: one view for each parameter, by name. The views are made once for an array. */
public final class GradientViews {
    private INDArray viewed;
    private List<View> views = List.of();
    private List<INDArray> frozen = List.of();

    /** @param order in which DL4J flattens the parameter; null for its default */
    record View(String name, INDArray gradient, Character order) {}

    /**
     * The views of a network's gradients, in an object of their own, as DL4J makes one at each step.
     *
     * @param flat the flat gradient array
     * @param layers the layers by the name that precedes their parameters' names, in the order of the gradients
     */
    public Gradient of(INDArray flat, Supplier<Map<String, Layer>> layers) {
        if (viewed != flat) {
            List<View> made = new ArrayList<>();
            layers.get().forEach((name, layer) -> addViews(name, layer, made));
            views = List.copyOf(made);
            frozen = layers.get().values().stream()
                    .filter(layer -> layer instanceof FrozenLayerWithBackprop && layer.numParams() > 0)
                    .map(Layer::getGradientsViewArray)
                    .toList();
            viewed = flat;
        }
        frozen.forEach(view -> view.assign(0)); // plans leave there what the last update left, DL4J does not
        return new NamedGradients(flat, views);
    }

    private static void addViews(String name, Layer layer, List<View> views) {
        boolean frozen = layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
        if (layer.numParams() == 0 || frozen) {
            return; // DL4J shows no gradients of such layers
        }
        org.deeplearning4j.nn.conf.layers.Layer definition = layer.conf().getLayer();
        Map<String, INDArray> table =
                definition.initializer().getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        List<String> parameters = new ArrayList<>(table.keySet());
        boolean biasFirst = !(definition instanceof BaseOutputLayer);
        if (biasFirst && parameters.remove(DefaultParamInitializer.BIAS_KEY)) {
            parameters.add(0, DefaultParamInitializer.BIAS_KEY);
        }
        for (String parameter : parameters) {
            boolean kernel =
                    definition instanceof ConvolutionLayer && parameter.equals(DefaultParamInitializer.WEIGHT_KEY);
            views.add(new View(name + "_" + parameter, table.get(parameter), kernel ? 'c' : null));
        }
    }
}
