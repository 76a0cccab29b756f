package org.dl4jlab.engine.plan;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.dl4jlab.engine.onednn.OpenMp;

/**
 * A network compiled for one batch size. Running it reads inputs and labels where they lie, leaves the
 * gradients in DL4J's flat gradient array, and allocates nothing.
 *
 * <p>A plan belongs to one thread at a time; a second thread that enters gets an
 * {@link IllegalStateException}.
 */
public final class Plan implements AutoCloseable {
    private final PlanOptions options;
    private final RunState state;
    private final Step[] prepare;
    private final Step[] forward;
    private final Step[] backward;
    private final Tensor input;
    private final Tensor labels;
    private final Tensor output;
    private final Map<String, Observation> observations;
    private final long bytes;
    private final Cleaner.Cleanable cleanable;
    private final AtomicReference<Thread> user = new AtomicReference<>();
    private boolean closed;

    Plan(
            PlanOptions options,
            RunState state,
            List<Step> prepare,
            List<Step> forward,
            List<Step> backward,
            Tensor input,
            Tensor labels,
            Tensor output,
            Map<String, Observation> observations,
            long bytes,
            Resources resources) {
        this.options = options;
        this.state = state;
        this.prepare = prepare.toArray(Step[]::new);
        this.forward = forward.toArray(Step[]::new);
        this.backward = backward.toArray(Step[]::new);
        this.input = input;
        this.labels = labels;
        this.output = output;
        this.observations = observations;
        this.bytes = bytes;
        this.cleanable = resources.tieTo(this);
    }

    /** What the plan was built for. */
    public PlanOptions options() {
        return options;
    }

    /** Bytes of native memory for intermediate results. */
    public long bytes() {
        return bytes;
    }

    /** Shape of the network's output. */
    public long[] outputShape() {
        return output.layout().dimensions();
    }

    /** Whether copies of parameters exist that {@link #prepare()} must bring up to date. */
    public boolean needsPreparation() {
        return prepare.length > 0;
    }

    /** The layers whose activations can be read, in DL4J's order; none unless the plan is observable. */
    public List<String> observedLayers() {
        return List.copyOf(observations.keySet());
    }

    /** Shape of a layer's activations. */
    public long[] observedShape(String layer) {
        return observations.get(layer).destination().layout().dimensions();
    }

    /** Copies a layer's activations of the last forward pass, row-major. */
    public void observe(String layer, long address) {
        enter();
        try {
            observations.get(layer).run(address);
        } finally {
            leave();
        }
    }

    /** One label for each step in the order they run, with the implementation that oneDNN chose. */
    public List<String> describe() {
        List<String> labels = new ArrayList<>();
        for (Step[] steps : List.of(prepare, forward, backward)) {
            for (Step step : steps) {
                labels.add(step.label());
            }
        }
        return labels;
    }

    /**
     * Times every step on whatever the input, the labels and the parameters are at the moment. For a
     * training plan, gradients are overwritten.
     *
     * @param runs how often all steps are run
     */
    public List<StepTime> profile(int runs) {
        List<Step> steps = new ArrayList<>();
        for (Step[] pass : List.of(prepare, forward, backward)) {
            steps.addAll(List.of(pass));
        }
        long[] nanoseconds = new long[steps.size()];
        Arrays.fill(nanoseconds, Long.MAX_VALUE);
        Step[] timed = {new TimedSteps(steps, nanoseconds)};
        enter();
        try {
            for (int run = 0; run < runs; run++) {
                runAll(timed);
            }
        } finally {
            leave();
        }
        List<StepTime> times = new ArrayList<>();
        for (int i = 0; i < nanoseconds.length; i++) {
            times.add(new StepTime(steps.get(i).label(), nanoseconds[i] / 1000.0));
        }
        return times;
    }

    /**
     * Makes copies of parameters in the layouts the primitives want. Inference needs it before its first
     * run and whenever parameters have changed; training does it by itself.
     */
    public void prepare() {
        enter();
        try {
            runAll(prepare);
        } finally {
            leave();
        }
    }

    /**
     * Forward pass.
     *
     * @param inputAddress the batch, 32-bit floats in row-major order
     * @param outputAddress where the network's output goes, in the same form
     */
    public void infer(long inputAddress, long outputAddress) {
        enter();
        try {
            input.bind(inputAddress);
            output.bind(outputAddress);
            runAll(forward);
        } finally {
            leave();
        }
    }

    /**
     * First half of a training step: forward pass and loss.
     *
     * @param iteration number of parameter updates so far
     * @param epoch number of passes over the data so far
     * @return the loss, summed over the batch, without regularisation
     */
    public double forward(long inputAddress, long labelsAddress, int iteration, int epoch) {
        enter();
        try {
            input.bind(inputAddress);
            labels.bind(labelsAddress);
            state.start(iteration, epoch);
            runAll(prepare);
            runAll(forward);
            return state.loss();
        } finally {
            leave();
        }
    }

    /** Second half of a training step: fills the flat gradient array with gradients summed over the batch. */
    public void backward() {
        enter();
        try {
            runAll(backward);
        } finally {
            leave();
        }
    }

    private void enter() {
        Thread current = Thread.currentThread();
        Thread other = user.compareAndExchange(null, current);
        if (other != null) {
            throw new IllegalStateException("this plan is in use by thread \"" + other.getName() + "\" while thread \""
                    + current.getName() + "\" wants to run it; give each thread its own network");
        }
        if (closed) {
            user.set(null);
            throw new IllegalStateException("this plan is closed");
        }
    }

    private void leave() {
        user.set(null);
        Reference.reachabilityFence(this);
    }

    private void runAll(Step[] steps) {
        int threadsBefore = OpenMp.threads();
        if (threadsBefore != options.threads()) {
            OpenMp.setThreads(options.threads());
        }
        for (Step step : steps) {
            step.run();
        }
        if (threadsBefore != options.threads()) {
            OpenMp.setThreads(threadsBefore);
        }
    }

    /** Frees the native memory; the plan cannot be used afterwards. */
    @Override
    public void close() {
        enter();
        closed = true;
        leave();
        cleanable.clean();
    }
}
