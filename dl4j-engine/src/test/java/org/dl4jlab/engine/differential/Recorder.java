package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes down every call that a listener gets. */
class Recorder implements TrainingListener {
    final List<String> calls = new ArrayList<>();

    /** Whether the next finished iteration is answered with an exception. */
    boolean fails;

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        calls.add("done " + iteration + " " + epoch + " " + model.batchSize());
        if (fails) {
            fails = false;
            throw new IllegalStateException("a listener that fails");
        }
    }

    @Override
    public void onEpochStart(Model model) {
        calls.add("epoch start");
    }

    @Override
    public void onEpochEnd(Model model) {
        calls.add("epoch end");
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        StringBuilder shapes = new StringBuilder("forward");
        activations.forEach(array -> shapes.append(' ').append(Arrays.toString(array.shape())));
        calls.add(shapes.toString());
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        StringBuilder shapes = new StringBuilder("forward");
        new TreeMap<>(activations)
                .forEach((name, array) -> shapes.append(' ').append(name).append(Arrays.toString(array.shape())));
        calls.add(shapes.toString());
    }

    @Override
    public void onGradientCalculation(Model model) {
        calls.add("gradient " + gradients(model));
    }

    /** The parameters with gradients, in order; where oneDNN helps DL4J, it lists some that do not exist. */
    static List<String> gradients(Model model) {
        return model.gradient().gradientForVariable().keySet().stream()
                .filter(model.paramTable()::containsKey)
                .toList();
    }

    @Override
    public void onBackwardPass(Model model) {
        calls.add("backward");
    }
}
