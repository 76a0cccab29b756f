package org.dl4jlab.engine.support;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.engine.graph.GraphReader;
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

    /** The steps of a network's plan for a training step or a prediction, as {@link Plan#describe} tells them. */
    public static List<String> steps(MultiLayerNetwork network, INDArray features, boolean training) {
        INDArray gradients = Nd4j.create(network.params().length());
        FlatArrays arrays = new FlatArrays(NativeBytes.address(network.params()), NativeBytes.address(gradients));
        PlanOptions options = new PlanOptions((int) features.size(0), training, false, 1, 1);
        try (Plan plan = LayerCompilers.compile(GraphReader.read(network, Shape.ofBatch(features)), arrays, options)) {
            return plan.describe();
        }
    }
}
