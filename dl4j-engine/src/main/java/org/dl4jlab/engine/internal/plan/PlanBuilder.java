package org.dl4jlab.engine.internal.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_desc;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.ParameterSlice;
import org.dl4jlab.engine.internal.onednn.InstructionSet;
import org.dl4jlab.engine.internal.onednn.Layout;
import org.dl4jlab.engine.internal.onednn.OneDnn;
import org.dl4jlab.engine.internal.onednn.Primitives;

/**
 * What layer compilers build a plan with, in network order: {@link NodeValues values}, {@link PlanMemory memory},
 * {@link StepRecorder steps} and the {@link GradientTape tape} of the way back.
 */
public final class PlanBuilder {
    private final NetworkGraph graph;
    private final PlanOptions options;
    private final ExecutionState state = new ExecutionState();
    private final NodeValues values;
    private final PlanMemory memory;
    private final StepRecorder steps = new StepRecorder();
    private final GradientTape tape = new GradientTape();
    private final Tensor input;
    private final Tensor labels;
    private final Tensor output;

    /** Starts a plan; native objects made from now on belong to the pointer scope that is open. */
    public PlanBuilder(NetworkGraph graph, FlatArrays arrays, PlanOptions options) {
        this.graph = graph;
        this.options = options;
        this.memory = new PlanMemory(arrays);
        this.input = PlanMemory.external(Layout.plain(graph.input().shape().batch(options.batch())));
        Layout outputLayout = Layout.plain(graph.output().shape().batch(options.batch()));
        this.labels = PlanMemory.external(outputLayout);
        this.output = options.training() ? tensor(outputLayout) : PlanMemory.external(outputLayout);
        this.values = new NodeValues(graph, input, options.observable());
    }

    // ---- what is being built ----

    /** The oneDNN engine. */
    public engine engine() {
        return OneDnn.engine();
    }

    /** Number of examples of a run. */
    public int batch() {
        return options.batch();
    }

    /** Whether gradients are wanted. */
    public boolean training() {
        return options.training();
    }

    /** What numbers the layers with most of the work may be computed with. */
    public Precision precision() {
        return options.precision();
    }

    /** What the CPU offers. */
    public InstructionSet cpu() {
        return options.cpu();
    }

    /** Seed of the network, for layers that draw random numbers. */
    public long seed() {
        return options.seed();
    }

    /** Iteration, epoch and loss at run time. */
    public ExecutionState state() {
        return state;
    }

    /** The labels of the batch, {@code [batch, classes]}, bound at each training run. */
    public Tensor labels() {
        return labels;
    }

    /**
     * Where the network's output goes, row-major. The last step may write there directly; otherwise a
     * copy is added.
     */
    public Tensor output() {
        return output;
    }

    // ---- values ----

    /** The value that a node reads as its input number {@code index}. */
    public Value input(Node node, int index) {
        return values.input(node, index);
    }

    /** The value that a node reads, for nodes with one input. */
    public Value input(Node node) {
        return input(node, 0);
    }

    /** Whether a node's output exists already, for nodes that look across to a parallel branch. */
    public boolean isDefined(int nodeId) {
        return values.isDefined(nodeId);
    }

    /** The value of a node that was compiled before. */
    public Value value(int nodeId) {
        return values.of(nodeId);
    }

    /** Makes {@code tensor} the output of {@code node}. */
    public Value define(Node node, Tensor tensor) {
        return values.define(node, tensor);
    }

    /** Makes the output of {@code node} the very value that it reads. */
    public void passThrough(Node node, Value value) {
        values.passThrough(node, value);
    }

    /** How many nodes read the value that a node reads as its input number {@code index}. */
    public int consumers(Node node, int index) {
        return values.consumers(node, index);
    }

    /**
     * Takes over the only consumer of a node, so that one step does the work of both. The caller defines
     * the absorbed node's output instead of its own.
     *
     * @return the consumer, if there is exactly one, the test accepts it, and nobody wants to see the
     *     value between the two
     */
    public Optional<Node> absorb(Node node, Predicate<Node> test) {
        return values.absorb(node, test);
    }

    /** Whether another node's steps already do the work of this one. */
    public boolean isAbsorbed(Node node) {
        return values.isAbsorbed(node);
    }

    // ---- tensors ----

    /** A new tensor in the plan's memory. */
    public Tensor tensor(Layout layout) {
        return PlanMemory.tensor(layout);
    }

    /** A new tensor whose memory is never shared with others, because its content outlives a run. */
    public Tensor keptTensor(Layout layout) {
        return memory.keptTensor(layout);
    }

    /** The same bytes as another tensor, seen in another layout of the same size. */
    public Tensor view(Tensor tensor, Layout layout) {
        return tensor.view(layout, 0);
    }

    /**
     * Some of the bytes of a tensor, seen as a tensor of their own.
     *
     * @param start bytes from the first element of {@code tensor} to the first of the part
     */
    public Tensor part(Tensor tensor, Layout layout, long start) {
        if (start < 0 || start + layout.bytes() > tensor.layout().bytes()) {
            throw new IllegalArgumentException(layout + " from byte " + start + " leaves " + tensor.layout());
        }
        return tensor.view(layout, start);
    }

    /** A network parameter in DL4J's own memory. */
    public Tensor parameter(ParameterSlice slice, Layout layout) {
        return memory.parameter(slice, layout);
    }

    /** The place of a parameter's gradient in DL4J's own memory. */
    public Tensor parameterGradient(ParameterSlice slice, Layout layout) {
        return memory.parameterGradient(slice, layout);
    }

    // ---- steps ----

    /** Adds a step to the current pass. */
    public void step(Step step) {
        steps.step(step);
    }

    /**
     * Adds a primitive to the current pass; its scratch memory is added to the arguments. Steps with the same
     * descriptor share one primitive.
     */
    public void step(String label, primitive_desc descriptor, Arguments arguments) {
        steps.step(label, descriptor, arguments);
    }

    /** The tensor in the wanted layout: itself, or a copy that a new step makes. */
    public Tensor inLayout(Tensor tensor, Layout wanted) {
        if (tensor.layout().equals(wanted)) {
            return tensor;
        }
        Tensor copy = tensor(wanted);
        copy(tensor, copy);
        return copy;
    }

    /** Of two tensors with the same content the one in the wanted layout, or a copy of the second. */
    public Tensor inLayout(Tensor first, Tensor second, Layout wanted) {
        return first.layout().equals(wanted) ? first : inLayout(second, wanted);
    }

    /** Copies a tensor into another of the same dimensions, changing the layout. */
    public void copy(Tensor from, Tensor to) {
        steps.copy(from, to);
    }

    /**
     * A parameter, or something computed from parameters, in the layout that a primitive wants. The
     * copy, if one is needed, is part of the preparation: it runs at each training step, but in inference
     * only when parameters have changed.
     */
    public Tensor prepared(Tensor parameter, Layout wanted) {
        if (parameter.layout().equals(wanted)) {
            return parameter;
        }
        Tensor copy = preparedTensor(wanted);
        preparing(() -> copy(parameter, copy));
        return copy;
    }

    /** A new tensor for something that the preparation computes; in inference it outlives the run. */
    public Tensor preparedTensor(Layout layout) {
        return training() ? tensor(layout) : keptTensor(layout);
    }

    /** Adds the steps of {@code emit} to the preparation instead of the current pass. */
    public void preparing(Runnable emit) {
        steps.preparing(emit);
    }

    // ---- the way back ----

    /** Leaves the backward pass of a layer on the tape; ignored unless the plan is for training. */
    public void onBackward(Runnable emit) {
        if (training()) {
            tape.leave(emit);
        }
    }

    /** The gradient of the loss with respect to a value, once all its consumers have contributed. */
    public Tensor gradient(Value value) {
        return GradientTape.gradient(value);
    }

    /** Whether a backward pass may overwrite the gradient of a value in place. */
    public boolean mayOverwriteGradient(Value value) {
        return !value.gradientIsShared();
    }

    /**
     * Adds one consumer's share to the gradient of a value.
     *
     * @param shared whether others read {@code gradient} too, so that it must not be overwritten
     */
    public void contribute(Value value, Tensor gradient, boolean shared) {
        if (value.gradient() == null) {
            value.setGradient(gradient, shared);
            return;
        }
        Tensor before = value.gradient();
        Tensor share = inLayout(gradient, before.layout());
        boolean mayOverwriteShare = !shared || share != gradient;
        Tensor sum = value.gradientIsShared() ? mayOverwriteShare ? share : tensor(before.layout()) : before;
        add(before, share, sum, "gradient sum", Optional.empty());
        value.setGradient(sum, false);
    }

    /**
     * Adds two tensors of one layout; {@code sum} may be one of them.
     *
     * @param then what happens to the sum before it is written
     */
    public void add(Tensor a, Tensor b, Tensor sum, String label, Optional<post_ops> then) {
        binary.primitive_desc descriptor = new binary.primitive_desc(
                engine(),
                algorithm.binary_add,
                a.layout().descriptor(),
                b.layout().descriptor(),
                sum.layout().descriptor(),
                then.map(Primitives::attributes).orElseGet(Primitives::attributes),
                false);
        step(
                label,
                descriptor,
                new Arguments()
                        .with(dnnl.DNNL_ARG_SRC_0, a)
                        .with(dnnl.DNNL_ARG_SRC_1, b)
                        .with(dnnl.DNNL_ARG_DST, sum));
    }

    // ---- finish ----

    /** Adds the backward passes, last layer first. */
    public void unwindTape() {
        steps.beginBackward();
        tape.unwind();
    }

    /** Copies the last value to {@link #output()} unless it was computed there. */
    public void finishForward() {
        Tensor last = values.of(graph.output().id()).tensor();
        if (!options.training() && last != output) {
            copy(last, output);
        }
    }

    /** Lays out memory and closes the plan. */
    public Plan build(Resources resources) {
        Map<String, Observation> observations = observations();
        List<Step> all = steps.all();
        Arena arena = memory.layOut(all);
        observations.values().forEach(observation -> all.add(observation.copy()));
        for (Step step : all) {
            for (Tensor tensor : step.tensors()) {
                if (tensor.region().address() != 0) {
                    tensor.bind(tensor.region().address());
                }
            }
        }
        return new StepPlan(
                options,
                state,
                steps.prepare(),
                steps.forward(),
                steps.backward(),
                input,
                labels,
                output,
                observations,
                arena.bytes(),
                resources);
    }

    private Map<String, Observation> observations() {
        Map<String, Observation> observations = new LinkedHashMap<>();
        if (options.observable()) {
            graph.layerOutputs().forEach((layer, id) -> {
                Value value = values.of(id);
                Tensor destination =
                        PlanMemory.external(Layout.plain(value.shape().batch(options.batch())));
                observations.put(layer, new Observation(destination, steps.looseCopy(value.tensor(), destination)));
                memory.keep(value.tensor());
            });
        }
        return observations;
    }
}
