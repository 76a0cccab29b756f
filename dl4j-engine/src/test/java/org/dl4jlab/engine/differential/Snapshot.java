package org.dl4jlab.engine.differential;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What plain DL4J's network was before a call, as far as calls depend on it. */
final class Snapshot {
    final INDArray params;
    private final INDArray state;
    private final int iterations;
    private final int epochs;
    private final List<INDArray> masks = new ArrayList<>();
    private final INDArray[] inputs;
    private final INDArray labels;

    Snapshot(Subject subject) {
        params = subject.model.params().dup();
        state = subject.updaterState() == null ? null : subject.updaterState().dup();
        iterations = subject.iterations();
        epochs = subject.epochs();
        for (Layer layer : subject.layers()) {
            masks.add(layer.getMaskArray());
        }
        inputs = subject.inputs() == null ? null : subject.inputs().clone();
        labels = subject.isGraph() ? null : subject.sequential().getLabels();
    }

    /** A network of the same class with copies of all arrays, and with listeners of its own, which DL4J's clones have not. */
    static Model copy(Model model) {
        if (!(model instanceof ComputationGraph graph)) {
            return ((MultiLayerNetwork) model).clone();
        }
        ComputationGraph copy = new ComputationGraph(graph.getConfiguration().clone());
        copy.init(graph.params().dup(), false);
        if (graph.updaterState() != null) {
            copy.getUpdater().setStateViewArray(graph.updaterState().dup());
        }
        return copy;
    }

    /**
     * The network as it was, in single or double precision.
     *
     * @param now the network as it is, for its class and settings
     */
    Subject restored(Subject now, DataType type) {
        Model same = copy(now.model);
        Subject again = new Subject(
                same instanceof ComputationGraph graph
                        ? graph.convertDataType(type)
                        : ((MultiLayerNetwork) same).convertDataType(type));
        again.model.params().assign(params);
        if (state != null && again.updaterState() != null) {
            again.updaterState().assign(state);
        }
        again.setCounts(iterations, epochs);
        again.listen(false);
        Layer[] layers = again.layers();
        for (int i = 0; i < layers.length; i++) {
            layers[i].setMaskArray(masks.get(i));
        }
        if (again.isGraph()) {
            for (int i = 0; inputs != null && i < inputs.length; i++) {
                again.graph().setInput(i, inputs[i]);
            }
        } else {
            again.sequential().setInput(inputs[0]);
            again.sequential().setLabels(labels);
        }
        return again;
    }
}
