package org.dl4jlab.engine.internal.layer.convolution;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory.desc;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.Primitives;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/** Products of matrices of one layer, written into a result or added to it. Those of equal shapes share a primitive. */
final class MatrixProducts {
    private final PlanBuilder plan;
    private final Map<Shape, matmul.primitive_desc> descriptors = new HashMap<>();
    private final Map<Tensor, Map<Layout, Tensor>> packed = new IdentityHashMap<>();

    MatrixProducts(PlanBuilder plan) {
        this.plan = plan;
    }

    /**
     * Adds a step that multiplies two matrices.
     *
     * @param bias a row added to each row of the product, or null
     * @param added whether the product is added to what {@code result} holds
     */
    void multiply(String step, Tensor left, Tensor right, Tensor bias, Tensor result, boolean added) {
        step(step, descriptor(left, right.layout(), bias, result, added), left, right, bias, result);
    }

    /**
     * As {@link #multiply} with a matrix of parameters. Numbers of type bfloat16 are multiplied in pairs of rows: weights
     * are brought into that order once a step, instead of by each product that reads them.
     */
    void multiplyByParameters(String step, Tensor left, Tensor weights, Tensor bias, Tensor result, boolean added) {
        if (weights.layout().precision() == Precision.FLOAT) {
            multiply(step, left, weights, bias, result, added);
            return;
        }
        Layout any = Layout.any(weights.layout().dimensions()).holding(Precision.BFLOAT16);
        matmul.primitive_desc descriptor = descriptor(left, any, bias, result, added);
        Tensor right = packed.computeIfAbsent(weights, key -> new HashMap<>())
                .computeIfAbsent(Layout.of(descriptor.weights_desc()), layout -> plan.prepared(weights, layout));
        step(step, descriptor, left, right, bias, result);
    }

    private void step(
            String step, matmul.primitive_desc descriptor, Tensor left, Tensor right, Tensor bias, Tensor result) {
        plan.step(
                step,
                descriptor,
                Arguments.sourceTo(left, result)
                        .with(dnnl.DNNL_ARG_WEIGHTS, right)
                        .with(dnnl.DNNL_ARG_BIAS, bias));
    }

    private matmul.primitive_desc descriptor(Tensor left, Layout right, Tensor bias, Tensor result, boolean added) {
        return descriptors.computeIfAbsent(
                new Shape(left.layout(), right, bias != null, added),
                shape -> new matmul.primitive_desc(
                        plan.engine(),
                        left.layout().descriptor(),
                        right.descriptor(),
                        bias == null ? new desc() : bias.layout().descriptor(),
                        result.layout().descriptor(),
                        added ? Primitives.adding() : Primitives.attributes(),
                        false));
    }

    /** What distinguishes products. */
    private record Shape(Layout left, Layout right, boolean withBias, boolean added) {}
}
