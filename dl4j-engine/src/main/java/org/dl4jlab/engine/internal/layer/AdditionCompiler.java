package org.dl4jlab.engine.internal.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.layer.shared.Activations;
import org.dl4jlab.engine.internal.layer.shared.Elementwise;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/** The sum of branches, as at the end of a residual block. Source: He et al., "Deep Residual Learning" (2015). */
final class AdditionCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        ElementWiseVertex vertex = (ElementWiseVertex) node.definition();
        boolean sum =
                vertex.getOp() == ElementWiseVertex.Op.Add && node.inputs().size() > 1;
        return sum
                ? Optional.empty()
                : Optional.of("element-wise " + vertex.getOp() + " of "
                        + node.inputs().size() + " inputs");
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        List<Value> inputs = inputs(node, plan);
        Optional<Node> activation = Activations.absorbInto(node, plan);
        Optional<Elementwise> function = activation.map(Activations::function);
        Tensor sum = inputs.get(0).tensor();
        for (int i = 1; i < inputs.size(); i++) {
            Tensor summand = plan.inLayout(inputs.get(i).tensor(), sum.layout());
            Tensor next = i == 1 ? plan.tensor(sum.layout()) : sum;
            boolean last = i == inputs.size() - 1;
            plan.add(
                    sum,
                    summand,
                    next,
                    node.name() + " sum",
                    last ? function.map(Elementwise::asPostOperation) : Optional.empty());
            sum = next;
        }
        Value output = plan.define(activation.orElse(node), sum);
        if (function.isPresent() && function.get().isRectifier()) {
            output.markRectified();
        }
        plan.onBackward(() -> {
            Tensor dy = function.map(f -> Activations.gradientBefore(plan, node.name(), f, null, output))
                    .orElseGet(() -> plan.gradient(output));
            // All branches get the same gradient tensor, so none of them may write into it.
            for (Value input : inputs) {
                if (input.needsGradient()) {
                    plan.contribute(input, dy, true);
                }
            }
        });
    }

    private static List<Value> inputs(Node node, PlanBuilder plan) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            Value input = plan.input(node, i);
            if (!input.shape().equals(node.shape())) {
                throw new UnsupportedNetworkException(node.name(), "a sum of different shapes");
            }
            inputs.add(input);
        }
        return inputs;
    }
}
