package org.dl4jlab.engine.internal.layer.normalization;

import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.Constant;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * Scale (gamma) and shift (beta) of a batch normalisation, learned or fixed.
 *
 * @param scale factor for each channel
 * @param shift summand for each channel
 * @param scaleGradient where the gradient goes; null unless training
 * @param shiftGradient where the gradient goes; null unless training
 */
record ScaleAndShift(Tensor scale, Tensor shift, Tensor scaleGradient, Tensor shiftGradient) {
    static ScaleAndShift of(Node node, PlanBuilder plan, Layout channels) {
        return node.parameters().containsKey("gamma") ? learned(node, plan, channels) : fixed(node, plan, channels);
    }

    private static ScaleAndShift learned(Node node, PlanBuilder plan, Layout channels) {
        return new ScaleAndShift(
                plan.parameter(node.parameter("gamma"), channels),
                plan.parameter(node.parameter("beta"), channels),
                plan.training() ? plan.parameterGradient(node.parameter("gamma"), channels) : null,
                plan.training() ? plan.parameterGradient(node.parameter("beta"), channels) : null);
    }

    /** DL4J's lockGammaBeta. oneDNN still computes gradients, which are thrown away. */
    private static ScaleAndShift fixed(Node node, PlanBuilder plan, Layout channels) {
        BatchNormalization layer = (BatchNormalization) node.definition();
        return new ScaleAndShift(
                Constant.of((float) layer.getGamma(), channels, plan),
                Constant.of((float) layer.getBeta(), channels, plan),
                plan.training() ? plan.tensor(channels) : null,
                plan.training() ? plan.tensor(channels) : null);
    }
}
