package org.dl4jlab.engine.layer;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.softmax_forward;
import org.dl4jlab.engine.graph.LossHead;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.Primitives;
import org.dl4jlab.engine.plan.Arguments;
import org.dl4jlab.engine.plan.PlanBuilder;
import org.dl4jlab.engine.plan.Tensor;
import org.dl4jlab.engine.plan.Value;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Softmax with cross-entropy at the end of a classifier. */
final class LossCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        LossHead head = (LossHead) node.definition();
        Class<?> loss = head.loss().getClass();
        if (loss != LossMCXENT.class && loss != LossNegativeLogLikelihood.class) {
            return Optional.of("loss function " + head.loss());
        }
        INDArray weights = ((LossMCXENT) head.loss()).getWeights();
        if (weights != null && weights.length() != node.shape().size()) {
            return Optional.of("loss function with " + weights.length() + " class weights for "
                    + node.shape().size() + " classes");
        }
        if (!(head.activation() instanceof ActivationSoftmax)) {
            return Optional.of("cross-entropy with activation " + head.activation() + " instead of softmax");
        }
        if (!node.shape().flat()) {
            return Optional.of("a loss on feature maps");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        LossMCXENT loss = (LossMCXENT) ((LossHead) node.definition()).loss();
        Value input = plan.input(node);
        Layout layout = Layout.plain(node.shape().batch(plan.batch()));
        Tensor logits = plan.inLayout(input.tensor(), layout);
        Tensor probabilities = plan.output();
        softmax_forward.primitive_desc softmax = new softmax_forward.primitive_desc(
                plan.engine(),
                prop_kind.forward_inference,
                algorithm.softmax_accurate,
                layout.descriptor(),
                layout.descriptor(),
                1,
                Primitives.attributes(),
                false);
        plan.step(node.name() + " softmax", softmax, Arguments.sourceTo(logits, probabilities));
        plan.define(node, probabilities);
        if (plan.training()) {
            Tensor gradient = plan.tensor(layout);
            plan.step(new CrossEntropyStep(
                    node.name(),
                    probabilities,
                    plan.labels(),
                    gradient,
                    loss.getSoftmaxClipEps(),
                    loss.getWeights() == null ? new float[0] : loss.getWeights().toFloatVector(),
                    plan.state()));
            plan.contribute(input, gradient, false);
        }
    }
}
