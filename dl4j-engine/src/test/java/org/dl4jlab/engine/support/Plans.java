package org.dl4jlab.engine.support;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.LayerCompilers;
import org.dl4jlab.engine.internal.onednn.NativeBytes;
import org.dl4jlab.engine.internal.plan.FlatArrays;
import org.dl4jlab.engine.internal.plan.Plan;
import org.dl4jlab.engine.internal.plan.PlanOptions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Looks into plans. */
public final class Plans {
    private Plans() {}

    /** As below, for a graph of images. */
    public static List<String> steps(ComputationGraph network, INDArray features, boolean training) {
        return steps(GraphReader.read(network, Shape.ofBatch(features)), network.params(), features, training);
    }

    /** The steps of a network's plan for a training step or a prediction, as {@link Plan#describe} tells them. */
    public static List<String> steps(MultiLayerNetwork network, INDArray features, boolean training) {
        return steps(GraphReader.read(network, Shape.ofBatch(features)), network.params(), features, training);
    }

    private static List<String> steps(NetworkGraph graph, INDArray parameters, INDArray features, boolean training) {
        INDArray gradients = Nd4j.create(parameters.length());
        FlatArrays arrays = new FlatArrays(NativeBytes.address(parameters), NativeBytes.address(gradients));
        PlanOptions options = new PlanOptions((int) features.size(0), training, false, 1, 1);
        try (Plan plan = LayerCompilers.compile(graph, arrays, options)) {
            return plan.describe();
        }
    }
}
