package org.dl4jlab.engine.network;

import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The flat gradient array as DL4J shows it: one view for each parameter, by name. */
final class GradientViews {
    private GradientViews() {}

    /**
     * The views of a network's gradients.
     *
     * @param current views made before, or null; they are returned if they still fit
     * @param flat the flat gradient array
     * @param layers the layers by the name that precedes their parameters' names, in the flat array's order
     */
    static Gradient of(Gradient current, INDArray flat, Supplier<Map<String, Layer>> layers) {
        if (current != null && current.gradient() == flat) {
            return current;
        }
        Gradient views = new DefaultGradient(flat);
        layers.get().forEach((name, layer) -> {
            if (layer.numParams() > 0) {
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
