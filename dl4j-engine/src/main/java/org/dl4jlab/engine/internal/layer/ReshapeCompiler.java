package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/**
 * The preprocessors between convolutional and fully connected parts: the same numbers in row-major order
 * under other dimensions.
 */
final class ReshapeCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        InputPreProcessor definition = (InputPreProcessor) node.definition();
        boolean lastChannels =
                definition instanceof CnnToFeedForwardPreProcessor flatten && flatten.getFormat() == CNN2DFormat.NHWC;
        return lastChannels ? Optional.of("data format NHWC") : Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        if (input.shape().equals(node.shape())) {
            plan.passThrough(node, input);
            return;
        }
        Value output = plan.define(node, Reshape.apply(plan, input.tensor(), input.shape(), node.shape()));
        if (input.isRectified() && plan.consumers(node, 0) == 1) {
            output.markRectified();
        }
        plan.onBackward(() -> {
            if (input.needsGradient()) {
                Tensor dy = plan.gradient(output);
                boolean shared = !plan.mayOverwriteGradient(output);
                if (output.isGradientRectified()) {
                    input.markGradientRectified();
                }
                plan.contribute(input, Reshape.apply(plan, dy, node.shape(), input.shape()), shared);
            }
        });
    }
}
