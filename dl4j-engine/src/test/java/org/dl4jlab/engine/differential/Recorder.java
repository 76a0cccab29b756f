package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes down every call that a listener gets. */
class Recorder implements TrainingListener {
    final List<String> calls = new ArrayList<>();

    private Optional<Moment> failure = Optional.empty();

    /** When a listener is called. */
    enum Moment {
        DONE,
        EPOCH_START,
        EPOCH_END,
        FORWARD,
        GRADIENT,
        BACKWARD
    }

    /** Answers the next call at this moment with an exception. */
    void failAt(Moment moment) {
        failure = Optional.of(moment);
    }

    void failNoMore() {
        failure = Optional.empty();
    }

    private void note(Moment moment, String call) {
        calls.add(call);
        if (failure.filter(moment::equals).isPresent()) {
            failure = Optional.empty();
            throw new IllegalStateException("a listener that fails");
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        note(Moment.DONE, "done " + iteration + " " + epoch + " " + model.batchSize());
    }

    @Override
    public void onEpochStart(Model model) {
        note(Moment.EPOCH_START, "epoch start");
    }

    @Override
    public void onEpochEnd(Model model) {
        note(Moment.EPOCH_END, "epoch end");
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        StringBuilder shapes = new StringBuilder("forward");
        activations.forEach(array -> shapes.append(' ').append(Arrays.toString(array.shape())));
        note(Moment.FORWARD, shapes.toString());
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        StringBuilder shapes = new StringBuilder("forward");
        new TreeMap<>(activations)
                .forEach((name, array) -> shapes.append(' ').append(name).append(Arrays.toString(array.shape())));
        note(Moment.FORWARD, shapes.toString());
    }

    @Override
    public void onGradientCalculation(Model model) {
        note(Moment.GRADIENT, "gradient " + gradients(model));
    }

    /** The parameters with gradients, in order; where oneDNN helps DL4J, it lists some that do not exist. */
    static List<String> gradients(Model model) {
        return model.gradient().gradientForVariable().keySet().stream()
                .filter(model.paramTable()::containsKey)
                .toList();
    }

    @Override
    public void onBackwardPass(Model model) {
        note(Moment.BACKWARD, "backward");
    }
}
