package org.dl4jlab.engine.internal.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.onednn.Primitives;

/** The steps of a plan that is being built, in three lists: preparation, forward pass, backward pass. */
final class StepRecorder {
    private final stream stream = OneDnn.newStream();
    private final Map<primitive_desc, primitive> primitives = new IdentityHashMap<>();
    private final Region scratch = Region.inArena(64);
    private final List<Step> prepare = new ArrayList<>();
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private List<Step> current = forward;

    List<Step> prepare() {
        return prepare;
    }

    List<Step> forward() {
        return forward;
    }

    List<Step> backward() {
        return backward;
    }

    /** All steps of a run, in order. */
    List<Step> all() {
        List<Step> all = new ArrayList<>(prepare);
        all.addAll(forward);
        all.addAll(backward);
        return all;
    }

    /** From now on steps belong to the backward pass. */
    void beginBackward() {
        current = backward;
    }

    void step(Step step) {
        current.add(step);
    }

    /** Adds a primitive; steps with the same descriptor share one. */
    void step(String label, primitive_desc descriptor, Arguments arguments) {
        primitive operation = primitives.computeIfAbsent(descriptor, primitive::new);
        add(label + " " + Primitives.implementation(descriptor), operation, arguments, descriptor);
    }

    private void add(String label, primitive operation, Arguments arguments, primitive_desc_base descriptor) {
        desc scratchDescriptor = descriptor.scratchpad_desc();
        if (scratchDescriptor.get_size() > 0) {
            Layout scratchLayout = Layout.of(scratchDescriptor);
            scratch.growTo(scratchLayout.bytes());
            arguments.with(dnnl.DNNL_ARG_SCRATCHPAD, new Tensor(scratchLayout, scratch));
        }
        current.add(new PrimitiveStep(label, operation, stream.get(), arguments.tensors()));
    }

    /** Copies a tensor into another of the same dimensions, changing the layout. */
    void copy(Tensor from, Tensor to) {
        reorder.primitive_desc descriptor = new reorder.primitive_desc(
                OneDnn.engine(),
                from.layout().descriptor(),
                OneDnn.engine(),
                to.layout().descriptor(),
                Primitives.attributes(),
                false);
        add(
                "reorder " + Primitives.implementation(descriptor),
                new reorder(descriptor),
                new Arguments().with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to),
                descriptor);
    }

    /** The step that copies a tensor into another, in none of the lists. */
    Step looseCopy(Tensor from, Tensor to) {
        List<Step> loose = new ArrayList<>();
        into(loose, () -> copy(from, to));
        return loose.get(0);
    }

    /** Adds the steps of {@code emit} to the preparation. */
    void preparing(Runnable emit) {
        into(prepare, emit);
    }

    private void into(List<Step> list, Runnable emit) {
        List<Step> before = current;
        current = list;
        emit.run();
        current = before;
    }
}
