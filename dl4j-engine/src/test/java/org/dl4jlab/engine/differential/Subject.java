package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One of the two networks that are compared, whichever kind it is, with its listener. */
final class Subject {
    Model model;
    final Recorder recorder = new Recorder();

    Subject(Model model) {
        this.model = model;
    }

    /** A call on one kind of network. */
    interface Call<N> {
        Object on(N network) throws Exception;
    }

    /** Makes the one call or the other, by the kind of network. */
    Object on(Call<MultiLayerNetwork> sequential, Call<ComputationGraph> graph) throws Exception {
        return isGraph() ? graph.on(graph()) : sequential.on(sequential());
    }

    boolean isGraph() {
        return model instanceof ComputationGraph;
    }

    MultiLayerNetwork sequential() {
        return (MultiLayerNetwork) model;
    }

    ComputationGraph graph() {
        return (ComputationGraph) model;
    }

    Layer[] layers() {
        return isGraph() ? graph().getLayers() : sequential().getLayers();
    }

    int iterations() {
        return isGraph()
                ? graph().getConfiguration().getIterationCount()
                : sequential().getIterationCount();
    }

    int epochs() {
        return isGraph()
                ? graph().getConfiguration().getEpochCount()
                : sequential().getEpochCount();
    }

    void setCounts(int iterations, int epochs) {
        if (isGraph()) {
            graph().getConfiguration().setIterationCount(iterations);
            graph().getConfiguration().setEpochCount(epochs);
        } else {
            sequential().setIterationCount(iterations);
            sequential().setEpochCount(epochs);
        }
    }

    INDArray updaterState() {
        return isGraph() ? graph().updaterState() : sequential().updaterState();
    }

    void listen(boolean on) {
        TrainingListener[] listeners = on ? new TrainingListener[] {recorder} : new TrainingListener[0];
        if (isGraph()) {
            graph().setListeners(listeners);
        } else {
            sequential().setListeners(listeners);
        }
    }

    /** The masks of these examples, each kind of them only if asked for. */
    void setMasks(Examples examples, boolean features, boolean labels) {
        if (isGraph()) {
            graph().setLayerMaskArrays(
                            features ? examples.featuresMasks() : null, labels ? examples.labelsMasks() : null);
        } else {
            sequential()
                    .setLayerMaskArrays(
                            features ? examples.firstFeaturesMask() : null, labels ? examples.firstLabelsMask() : null);
        }
    }

    void clearMasks() {
        if (isGraph()) {
            graph().clearLayerMaskArrays();
        } else {
            sequential().clearLayerMaskArrays();
        }
    }

    /** Everything but numbers that must be equal after each call. */
    String discreteState() {
        List<String> masks = new ArrayList<>();
        for (Layer layer : layers()) {
            masks.add(
                    layer.getMaskArray() == null
                            ? "-"
                            : Arrays.toString(layer.getMaskArray().shape()));
        }
        Object gradients = model.gradient() == null ? null : Recorder.gradients(model);
        return "iterations " + iterations() + ", epochs " + epochs() + ", masks " + masks + ", gradients " + gradients
                + ", inputs " + shapes(inputs()) + ", own mask "
                + (isGraph() ? "-" : shape(sequential().getMask()))
                + ", listeners " + listeners()
                + ", counts of the first layer " + layers()[0].getIterationCount() + " " + layers()[0].getEpochCount()
                + ", recurrent states " + recurrentStates();
    }

    /** DL4J has no collection at all before any was set. */
    private int listeners() {
        Collection<TrainingListener> listeners =
                isGraph() ? graph().getListeners() : sequential().getListeners();
        return listeners == null ? 0 : listeners.size();
    }

    INDArray[] inputs() {
        return isGraph() ? graph().getInputs() : new INDArray[] {sequential().getInput()};
    }

    /** Shapes of what recurrent layers remember, by layer. */
    private List<String> recurrentStates() {
        List<String> states = new ArrayList<>();
        for (Layer layer : layers()) {
            if (layer instanceof BaseRecurrentLayer<?> recurrent) {
                Map<String, INDArray> state = recurrent.rnnGetPreviousState();
                Map<String, String> shapes = new TreeMap<>();
                state.forEach((name, array) -> shapes.put(name, shape(array)));
                states.add(shapes.toString());
            }
        }
        return states;
    }

    private static String shapes(INDArray[] arrays) {
        return arrays == null
                ? "none"
                : Arrays.stream(arrays).map(Subject::shape).toList().toString();
    }

    private static String shape(INDArray array) {
        return array == null ? "none" : Arrays.toString(array.shape());
    }

    /** Copies of all numbers that must agree after each call. */
    Map<String, INDArray> numbers() {
        Map<String, INDArray> numbers = new LinkedHashMap<>();
        if (model.params().length() > 0) {
            numbers.put("params", model.params().dup());
        }
        if (updaterState() != null) {
            numbers.put("updater state", updaterState().dup());
        }
        if (model.gradient() != null) {
            model.gradient().gradientForVariable().forEach((name, array) -> {
                if (!array.isAttached()) { // DL4J leaves some in workspaces that are closed by now
                    numbers.put("gradient " + name, array.dup('c').detach());
                }
            });
        }
        numbers.put("score", org.nd4j.linalg.factory.Nd4j.scalar(model.score()));
        return numbers;
    }

    /** Takes over the numbers of the other network, so that differences do not grow from call to call. */
    void follow(Subject other) {
        if (model.params().length() > 0) {
            model.params().assign(other.model.params());
        }
        if (updaterState() != null && other.updaterState() != null) {
            updaterState().assign(other.updaterState());
        }
        if (model.gradient() != null && other.model.gradient() != null) {
            Map<String, INDArray> theirs = other.model.gradient().gradientForVariable();
            model.gradient().gradientForVariable().forEach((name, array) -> {
                INDArray their = theirs.get(name);
                if (their != null && !their.isAttached() && !array.isAttached()) {
                    array.assign(their);
                }
            });
        }
        if (isGraph()) {
            graph().setScore(other.model.score());
        } else {
            sequential().setScore(other.model.score());
        }
    }
}
