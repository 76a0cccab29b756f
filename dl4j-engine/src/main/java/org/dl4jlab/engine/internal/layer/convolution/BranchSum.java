package org.dl4jlab.engine.internal.layer.convolution;

import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.Arguments;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;

/**
 * A sum of two branches that becomes part of the step which computes the second of them, for inference:
 * the result of a residual block's last convolution is added to the shortcut before it is written.
 *
 * @param node the sum
 * @param other the branch that was computed before
 */
record BranchSum(Node node, Tensor other) {
    /**
     * Takes over the sum that reads a node, if it is the only reader and the other branch exists already.
     *
     * @param addable the layout in which the node's step can add a tensor, if it can
     */
    static Optional<BranchSum> absorbInto(Node node, PlanBuilder plan, Optional<Layout> addable) {
        if (addable.isEmpty()) {
            return Optional.empty();
        }
        return plan.absorb(
                        node,
                        consumer -> isSumOfTwo(consumer)
                                && plan.isDefined(otherInput(consumer, node))
                                && plan.value(otherInput(consumer, node))
                                        .shape()
                                        .equals(node.shape()))
                .map(sum -> new BranchSum(
                        sum, plan.inLayout(plan.value(otherInput(sum, node)).tensor(), addable.get())));
    }

    private static boolean isSumOfTwo(Node node) {
        return node.definition() instanceof ElementWiseVertex vertex
                && vertex.getOp() == ElementWiseVertex.Op.Add
                && node.inputs().size() == 2;
    }

    private static int otherInput(Node sum, Node node) {
        return sum.inputs().get(0) == node.id()
                ? sum.inputs().get(1)
                : sum.inputs().get(0);
    }

    /** Adds a tensor of a layout to a step's result; it must be the first of the operations. */
    static void append(post_ops operations, Layout summand) {
        operations.append_binary(algorithm.binary_add, summand.descriptor());
    }

    /** The summand as argument of the step. */
    void addTo(Arguments arguments) {
        arguments.with(dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1, other);
    }
}
