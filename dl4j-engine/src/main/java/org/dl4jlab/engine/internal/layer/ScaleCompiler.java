package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.plan.PlanBuilder;

/** Multiplication by a constant. */
final class ScaleCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        float factor = (float) ((ScaleVertex) node.definition()).getScaleFactor();
        ActivationCompiler.apply(
                node, plan, new Elementwise(algorithm.eltwise_linear, algorithm.eltwise_linear, factor, false));
    }
}
