package org.dl4jlab.engine.network;

import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The flat gradient array as DL4J shows it: one view for each parameter, by name. Made once for an array. */
final class GradientViews {
    private INDArray viewed;
    private Gradient views;

    /**
     * The views of a network's gradients.
     *
     * @param flat the flat gradient array
     * @param layers the layers by the name that precedes their parameters' names, in the flat array's order
     */
    Gradient of(INDArray flat, Supplier<Map<String, Layer>> layers) {
        if (viewed != flat) {
            views = make(flat, layers.get());
            viewed = flat;
        }
        return views;
    }

    private static Gradient make(INDArray flat, Map<String, Layer> layers) {
        Gradient views = new DefaultGradient(flat);
        layers.forEach((name, layer) -> {
            boolean frozen = layer.getGradientsViewArray() == null; // DL4J shows no gradients of such layers
            if (layer.numParams() > 0 && !frozen) {
                Map<String, INDArray> table = layer.conf()
                        .getLayer()
                        .initializer()
                        .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
                table.forEach((parameter, view) -> views.setGradientFor(name + "_" + parameter, view));
            }
        });
        return views;
    }
}
