package org.dl4jlab.engine.internal.layer.normalization;

import java.nio.FloatBuffer;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;

/** Turns DL4J's {@code log10(sqrt(variance))} into the variance, whenever parameters have changed. */
record RunningVarianceStep(String label, Tensor logarithm, Tensor variance) implements Step {
    /** The running variance of a layer, in whichever form DL4J stores it. */
    static Tensor prepared(Node node, PlanBuilder plan, Layout channels) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        if (!layer.isUseLogStd()) {
            return plan.parameter(node.parameter("var"), channels);
        }
        Tensor variance = plan.keptTensor(channels);
        Tensor logarithm = plan.parameter(node.parameter("log10stdev"), channels);
        plan.preparing(
                () -> plan.step(new RunningVarianceStep(node.name() + " running variance", logarithm, variance)));
        return variance;
    }

    @Override
    public void run() {
        FloatBuffer from = logarithm.floats();
        FloatBuffer to = variance.floats();
        for (int i = 0; i < from.capacity(); i++) {
            to.put(i, (float) Math.pow(10, 2 * (double) from.get(i)));
        }
    }

    @Override
    public List<Tensor> tensors() {
        return List.of(logarithm, variance);
    }
}
