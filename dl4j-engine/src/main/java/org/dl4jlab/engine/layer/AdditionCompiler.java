package org.dl4jlab.engine.layer;

import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.plan.PlanBuilder;
import org.dl4jlab.engine.plan.Tensor;
import org.dl4jlab.engine.plan.Value;

/** The sum of two branches, as at the end of a residual block. Source: He et al., "Deep Residual Learning" (2015). */
final class AdditionCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        ElementWiseVertex vertex = (ElementWiseVertex) node.definition();
        boolean sumOfTwo =
                vertex.getOp() == ElementWiseVertex.Op.Add && node.inputs().size() == 2;
        return sumOfTwo
                ? Optional.empty()
                : Optional.of("element-wise " + vertex.getOp() + " of "
                        + node.inputs().size() + " inputs");
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value first = plan.input(node, 0);
        Value second = plan.input(node, 1);
        Tensor a = first.tensor();
        Tensor b = plan.inLayout(second.tensor(), a.layout());
        Optional<Node> activation = Activations.absorbInto(node, plan);
        Optional<Elementwise> function = activation.map(Activations::function);
        Tensor sum = plan.tensor(a.layout());
        plan.add(a, b, sum, node.name() + " sum", function.map(Elementwise::asPostOperation));
        Value output = plan.define(activation.orElse(node), sum);
        if (function.isPresent() && function.get().isRectifier()) {
            output.markRectified();
        }
        plan.onBackward(() -> {
            Tensor dy = function.map(f -> Activations.gradientBefore(plan, node.name(), f, null, output))
                    .orElseGet(() -> plan.gradient(output));
            // Both branches get the same gradient tensor, so neither may write into it.
            if (first.needsGradient()) {
                plan.contribute(first, dy, true);
            }
            if (second.needsGradient()) {
                plan.contribute(second, dy, true);
            }
        });
    }
}
