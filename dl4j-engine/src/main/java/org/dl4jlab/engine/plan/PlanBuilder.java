package org.dl4jlab.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.desc;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.dl4jlab.engine.graph.NetworkGraph;
import org.dl4jlab.engine.graph.Node;
import org.dl4jlab.engine.graph.ParameterSlice;
import org.dl4jlab.engine.onednn.InstructionSet;
import org.dl4jlab.engine.onednn.Layout;
import org.dl4jlab.engine.onednn.OneDnn;
import org.dl4jlab.engine.onednn.Precision;
import org.dl4jlab.engine.onednn.Primitives;

/**
 * Collects the steps of a plan. Layer compilers call it in network order; the backward passes they leave
 * on the tape are unwound in reverse order, as in reverse-mode differentiation.
 */
public final class PlanBuilder {
    private final NetworkGraph graph;
    private final FlatArrays arrays;
    private final PlanOptions options;
    private final stream stream = OneDnn.newStream();
    private final ExecutionState state = new ExecutionState();
    private final Map<primitive_desc, primitive> primitives = new IdentityHashMap<>();

    private final List<Step> prepare = new ArrayList<>();
    private final List<Step> forward = new ArrayList<>();
    private final List<Step> backward = new ArrayList<>();
    private List<Step> current = forward;

    private final Map<Integer, Value> values = new HashMap<>();
    private final Set<Integer> absorbed = new HashSet<>();
    private final Set<Integer> withTrainableAncestor = new HashSet<>();
    private final Deque<Runnable> tape = new ArrayDeque<>();
    private final Region scratch = Region.inArena(64);
    private final Set<Region> kept = new LinkedHashSet<>();
    private final Tensor input;
    private final Tensor labels;
    private final Tensor output;

    /** Starts a plan; native objects made from now on belong to the pointer scope that is open. */
    public PlanBuilder(NetworkGraph graph, FlatArrays arrays, PlanOptions options) {
        this.graph = graph;
        this.arrays = arrays;
        this.options = options;
        this.input = external(Layout.plain(graph.input().shape().batch(options.batch())));
        Layout outputLayout = Layout.plain(graph.output().shape().batch(options.batch()));
        this.labels = external(outputLayout);
        this.output = options.training() ? tensor(outputLayout) : external(outputLayout);
        for (Node node : graph.nodes()) {
            boolean trainable = node.isTrained() || node.inputs().stream().anyMatch(withTrainableAncestor::contains);
            if (trainable) {
                withTrainableAncestor.add(node.id());
            }
        }
        values.put(graph.input().id(), new Value(graph.input().shape(), input, false));
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
        return values.get(node.inputs().get(index));
    }

    /** The value that a node reads, for nodes with one input. */
    public Value input(Node node) {
        return input(node, 0);
    }

    /** Whether a node's output exists already, for nodes that look across to a parallel branch. */
    public boolean isDefined(int nodeId) {
        return values.containsKey(nodeId);
    }

    /** The value of a node that was compiled before. */
    public Value value(int nodeId) {
        return values.get(nodeId);
    }

    /** Makes {@code tensor} the output of {@code node}. */
    public Value define(Node node, Tensor tensor) {
        Value value = new Value(node.shape(), tensor, withTrainableAncestor.contains(node.id()));
        values.put(node.id(), value);
        return value;
    }

    /** Makes the output of {@code node} the very value that it reads. */
    public void passThrough(Node node, Value value) {
        values.put(node.id(), value);
    }

    /** How many nodes read the value that a node reads as its input number {@code index}. */
    public int consumers(Node node, int index) {
        Value value = input(node, index);
        int count = 0;
        for (Node other : graph.nodes()) {
            for (int id : other.inputs()) {
                count += values.get(id) == value && !absorbed.contains(other.id()) ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * Takes over the only consumer of a node, so that one step does the work of both. The caller defines
     * the absorbed node's output instead of its own.
     *
     * @return the consumer, if there is exactly one, the test accepts it, and nobody wants to see the
     *     value between the two
     */
    public Optional<Node> absorb(Node node, Predicate<Node> test) {
        List<Node> consumers = graph.consumers(node);
        boolean hidden = !options.observable() || !graph.layerOutputs().containsValue(node.id());
        if (consumers.size() != 1 || !hidden || !test.test(consumers.get(0))) {
            return Optional.empty();
        }
        absorbed.add(consumers.get(0).id());
        return Optional.of(consumers.get(0));
    }

    /** Whether another node's steps already do the work of this one. */
    public boolean isAbsorbed(Node node) {
        return absorbed.contains(node.id());
    }

    // ---- tensors ----

    /** A new tensor in the plan's memory. */
    public Tensor tensor(Layout layout) {
        return new Tensor(layout, Region.inArena(layout.bytes()));
    }

    /** A new tensor whose memory is never shared with others, because its content outlives a run. */
    public Tensor keptTensor(Layout layout) {
        Tensor tensor = tensor(layout);
        kept.add(tensor.region());
        return tensor;
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
        return flat(arrays.parameters(), slice, layout);
    }

    /** The place of a parameter's gradient in DL4J's own memory. */
    public Tensor parameterGradient(ParameterSlice slice, Layout layout) {
        return flat(arrays.gradients(), slice, layout);
    }

    private static Tensor flat(long base, ParameterSlice slice, Layout layout) {
        if (layout.bytes() != slice.length() * Float.BYTES) {
            throw new IllegalStateException("parameter of " + slice.length() + " values as " + layout);
        }
        return new Tensor(layout, Region.external(layout.bytes(), base + slice.offset() * Float.BYTES));
    }

    private static Tensor external(Layout layout) {
        return new Tensor(layout, Region.external(layout.bytes(), 0));
    }

    // ---- steps ----

    /** Adds a step to the current pass. */
    public void step(Step step) {
        current.add(step);
    }

    /**
     * Adds a primitive to the current pass; its scratch memory is added to the arguments. Steps with the same
     * descriptor share one primitive.
     */
    public void step(String label, primitive_desc descriptor, Arguments arguments) {
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
        reorder.primitive_desc descriptor = new reorder.primitive_desc(
                engine(),
                from.layout().descriptor(),
                engine(),
                to.layout().descriptor(),
                Primitives.attributes(),
                false);
        add(
                "reorder " + Primitives.implementation(descriptor),
                new reorder(descriptor),
                new Arguments().with(dnnl.DNNL_ARG_FROM, from).with(dnnl.DNNL_ARG_TO, to),
                descriptor);
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
        List<Step> before = current;
        current = prepare;
        emit.run();
        current = before;
    }

    // ---- the way back ----

    /** Leaves the backward pass of a layer on the tape; ignored unless the plan is for training. */
    public void onBackward(Runnable emit) {
        if (training()) {
            tape.push(emit);
        }
    }

    /** The gradient of the loss with respect to a value, once all its consumers have contributed. */
    public Tensor gradient(Value value) {
        if (value.gradient() == null) {
            throw new IllegalStateException("no gradient arrived; is every output connected to the loss?");
        }
        return value.gradient();
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
        current = backward;
        while (!tape.isEmpty()) {
            tape.pop().run();
        }
    }

    /** Copies the last value to {@link #output()} unless it was computed there. */
    public void finishForward() {
        Tensor last = values.get(graph.output().id()).tensor();
        if (!options.training() && last != output) {
            copy(last, output);
        }
    }

    /** Lays out memory and closes the plan. */
    public Plan build(Resources resources) {
        Map<String, Observation> observations = observations();
        List<Step> all = new ArrayList<>(prepare);
        all.addAll(forward);
        all.addAll(backward);
        Set<Region> regions = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            for (Tensor tensor : all.get(i).tensors()) {
                if (!tensor.region().isExternal()) {
                    tensor.region().usedAt(i);
                    regions.add(tensor.region());
                }
            }
        }
        for (Region region : kept) {
            region.usedAt(0);
            region.usedAt(all.size());
        }
        Arena arena = new Arena(regions);
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
                prepare,
                forward,
                backward,
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
                Value value = values.get(id);
                Tensor destination = external(Layout.plain(value.shape().batch(options.batch())));
                List<Step> before = current;
                current = new ArrayList<>();
                copy(value.tensor(), destination);
                observations.put(layer, new Observation(destination, current.get(0)));
                current = before;
                kept.add(value.tensor().region());
            });
        }
        return observations;
    }
}
