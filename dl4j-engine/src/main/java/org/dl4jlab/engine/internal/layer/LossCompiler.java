package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.dl4jlab.engine.graph.LossHead;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.FunctionName;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Step;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Cross-entropy at the end of a classifier: of the softmax of what arrives, or of what arrives itself. */
final class LossCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        LossHead head = (LossHead) node.definition();
        Class<?> loss = head.loss().getClass();
        if (loss != LossMCXENT.class && loss != LossNegativeLogLikelihood.class) {
            return Optional.of("loss function " + FunctionName.of(head.loss()));
        }
        INDArray weights = ((LossMCXENT) head.loss()).getWeights();
        if (weights != null && weights.length() != node.shape().size()) {
            return Optional.of("loss function with " + weights.length() + " class weights for "
                    + node.shape().size() + " classes");
        }
        Class<?> activation = head.activation().getClass();
        if (activation != ActivationSoftmax.class && activation != ActivationIdentity.class) {
            return Optional.of(
                    "cross-entropy with activation " + FunctionName.of(head.activation()) + " instead of softmax");
        }
        if (!node.shape().flat()) {
            return Optional.of("a loss on feature maps");
        }
        return Optional.empty();
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        Layout layout = Layout.plain(node.shape().batch(plan.batch()));
        Tensor arrived = plan.inLayout(input.tensor(), layout);
        boolean softmax = ((LossHead) node.definition()).activation().getClass() == ActivationSoftmax.class;
        Tensor probabilities = softmax ? plan.output() : arrived;
        if (softmax && !plan.training() && SmallSoftmaxStep.suits(arrived)) {
            plan.step(new SmallSoftmaxStep(node.name() + " softmax", arrived, probabilities));
        } else if (softmax) {
            plan.step(
                    node.name() + " softmax",
                    SoftmaxCompiler.forward(layout, plan),
                    Arguments.sourceTo(arrived, probabilities));
        }
        plan.define(node, probabilities);
        if (plan.training()) {
            Tensor gradient = plan.tensor(layout);
            plan.step(softmax ? ofLogits(node, plan, gradient) : ofProbabilities(node, plan, arrived, gradient));
            plan.contribute(input, gradient, false);
        }
    }

    private static Step ofLogits(Node node, PlanBuilder plan, Tensor gradient) {
        LossMCXENT loss = loss(node);
        return new CrossEntropyStep(
                node.name(),
                plan.output(),
                plan.labels(),
                gradient,
                loss.getSoftmaxClipEps(),
                weights(loss),
                plan.state());
    }

    private static Step ofProbabilities(Node node, PlanBuilder plan, Tensor probabilities, Tensor gradient) {
        return new ProbabilityLossStep(
                node.name(), probabilities, plan.labels(), gradient, weights(loss(node)), plan.state());
    }

    private static LossMCXENT loss(Node node) {
        return (LossMCXENT) ((LossHead) node.definition()).loss();
    }

    private static float[] weights(LossMCXENT loss) {
        return loss.getWeights() == null ? new float[0] : loss.getWeights().toFloatVector();
    }
}
