package org.dl4jlab.engine.internal.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.memory.format_tag;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.internal.layer.shared.LayerCompiler;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.plan.PlanBuilder;
import org.dl4jlab.engine.internal.plan.Tensor;
import org.dl4jlab.engine.internal.plan.Value;

/** Several branches side by side: their channels or features one after the other. */
final class MergeCompiler implements LayerCompiler {
    private static final int CHANNELS = 1;

    @Override
    public Optional<String> refusal(Node node) {
        int axis = ((MergeVertex) node.definition()).getMergeAxis();
        return axis == CHANNELS ? Optional.empty() : Optional.of("merging along axis " + axis);
    }

    @Override
    public void compile(Node node, PlanBuilder plan) {
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            inputs.add(plan.input(node, i));
        }
        Layout merged = layout(inputs, node.shape().batch(plan.batch()));
        Tensor y = plan.tensor(merged);
        List<Tensor> parts = parts(plan, y, inputs);
        for (int i = 0; i < inputs.size(); i++) {
            plan.copy(inputs.get(i).tensor(), parts.get(i));
        }
        Value output = plan.define(node, y);
        plan.onBackward(() -> {
            List<Tensor> gradients = parts(plan, plan.inLayout(plan.gradient(output), merged), inputs);
            for (int i = 0; i < inputs.size(); i++) {
                Value input = inputs.get(i);
                if (input.needsGradient()) {
                    Tensor gradient = plan.tensor(input.tensor().layout());
                    plan.copy(gradients.get(i), gradient);
                    plan.contribute(input, gradient, false);
                }
            }
        });
    }

    /** The order that all inputs have in common, if the boundaries between them lie between its blocks. */
    private static Layout layout(List<Value> inputs, long[] dimensions) {
        if (dimensions.length == 4) {
            for (format_tag order : List.of(format_tag.aBcd16b, format_tag.aBcd8b, format_tag.acdb)) {
                Layout merged = Layout.of(order, dimensions);
                boolean common = inputs.stream()
                        .map(input -> input.tensor().layout())
                        .allMatch(layout -> layout.equals(Layout.of(order, layout.dimensions())));
                if (common && descriptors(merged, inputs).noneMatch(MergeCompiler::isEmpty)) {
                    return merged;
                }
            }
        }
        return Layout.plain(dimensions);
    }

    /** By the handle alone: an empty descriptor answers every question about itself with an exception. */
    private static boolean isEmpty(desc descriptor) {
        return descriptor.get(true) == null;
    }

    private static List<Tensor> parts(PlanBuilder plan, Tensor whole, List<Value> inputs) {
        return descriptors(whole.layout(), inputs)
                .map(descriptor -> plan.view(whole, Layout.of(descriptor)))
                .toList();
    }

    /** Where each input lies in the whole; empty descriptors where a block would have to be cut. */
    private static Stream<desc> descriptors(Layout whole, List<Value> inputs) {
        List<desc> descriptors = new ArrayList<>();
        long[] offsets = new long[whole.rank()];
        for (Value input : inputs) {
            long[] dimensions = input.tensor().layout().dimensions();
            descriptors.add(whole.descriptor().submemory_desc(dimensions, offsets.clone(), true));
            offsets[CHANNELS] += dimensions[CHANNELS];
        }
        return descriptors.stream();
    }
}
