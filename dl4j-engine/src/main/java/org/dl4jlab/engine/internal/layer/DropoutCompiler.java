package org.dl4jlab.engine.internal.layer;

import java.util.Optional;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/**
 * Inverted dropout: in training, a value is kept with probability p and then divided by p; in inference
 * nothing happens. Source: Srivastava et al., "Dropout" (2014). As everywhere in DL4J, p is the
 * probability of <em>keeping</em> a value.
 */
final class DropoutCompiler implements LayerCompiler {
    @Override
    public Optional<String> refusal(Node node) {
        return node.definition().getClass() == Dropout.class
                ? Optional.empty()
                : Optional.of("dropout of type " + node.definition().getClass().getSimpleName());
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        Value input = plan.input(node);
        if (!plan.training()) {
            plan.passThrough(node, input);
            return;
        }
        Tensor x = input.tensor();
        Tensor mask = plan.tensor(x.layout().holding(Precision.FLOAT));
        plan.step(new DropoutMaskStep(
                node.name(), (Dropout) node.definition(), mask, plan.seed(), node.id(), plan.state()));
        Tensor y = plan.tensor(x.layout());
        multiply(plan, node.name() + " dropout", x, mask, y);
        Value output = plan.define(node, y);
        plan.onBackward(() -> {
            if (input.needsGradient()) {
                Tensor dy = plan.inLayout(plan.gradient(output), x.layout());
                Tensor dx = plan.tensor(x.layout());
                multiply(plan, node.name() + " dropout gradient", dy, mask, dx);
                plan.contribute(input, dx, false);
            }
        });
    }

    private static void multiply(PlanBuilder plan, String label, Tensor a, Tensor b, Tensor product) {
        binary.primitive_desc descriptor = new binary.primitive_desc(
                plan.engine(),
                algorithm.binary_mul,
                a.layout().descriptor(),
                b.layout().descriptor(),
                product.layout().descriptor(),
                Primitives.attributes(),
                false);
        plan.step(
                label,
                descriptor,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC_0, a)
                        .with(dnnl.DNNL_ARG_SRC_1, b)
                        .with(dnnl.DNNL_ARG_DST, product));
    }
}
