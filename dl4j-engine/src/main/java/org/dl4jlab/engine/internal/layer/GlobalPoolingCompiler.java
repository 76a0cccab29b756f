package org.dl4jlab.engine.internal.layer;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.Shape;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.layer.shared.Window;
import org.dl4jlab.engine.internal.plan.PlanBuilder;

/** Maximum or average over all positions of each feature map: {@code [batch, channels]}. */
final class GlobalPoolingCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        GlobalPoolingLayer layer = (GlobalPoolingLayer) node.definition();
        if (layer.getPoolingType() != PoolingType.MAX && layer.getPoolingType() != PoolingType.AVG) {
            return Optional.of("pooling type " + layer.getPoolingType());
        }
        int[] dimensions = layer.getPoolingDimensions();
        if (dimensions != null && !Arrays.equals(dimensions, new int[] {2, 3})) {
            return Optional.of("global pooling over dimensions " + Arrays.toString(dimensions));
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        GlobalPoolingLayer layer = (GlobalPoolingLayer) node.definition();
        Shape input = plan.input(node).shape();
        Window window = new Window(
                new long[] {input.height(), input.width()}, new long[] {1, 1}, new long[2], new long[2], new long[2]);
        algorithm kind = layer.getPoolingType() == PoolingType.MAX
                ? algorithm.pooling_max
                : algorithm.pooling_avg_exclude_padding;
        PoolingCompiler.pool(node, plan, kind, window, Shape.image(input.channels(), 1, 1));
    }
}
