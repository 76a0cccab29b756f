package org.dl4jlab.engine.internal.plan;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dl4jlab.engine.internal.onednn.OpenMp;

/** A plan whose steps run one after the other. */
final class StepPlan implements Plan {
    private final PlanOptions options;
    private final ExecutionState state;
    private final Step[] prepare;
    private final Step[] forward;
    private final Step[] backward;
    private final Tensor input;
    private final Tensor labels;
    private final Tensor output;
    private final Map<String, Observation> observations;
    private final long bytes;
    private final Cleaner.Cleanable cleanable;
    private final SingleUser user = new SingleUser();

    StepPlan(
            PlanOptions options,
            ExecutionState state,
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

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long[] outputShape() {
        return output.layout().dimensions();
    }

    @Override
    public boolean needsPreparation() {
        return prepare.length > 0;
    }

    @Override
    public List<String> observedLayers() {
        return List.copyOf(observations.keySet());
    }

    @Override
    public long[] observedShape(String layer) {
        return observations.get(layer).destination().layout().dimensions();
    }

    @Override
    public void observe(String layer, long address) {
        user.enter();
        try {
            observations.get(layer).run(address);
        } finally {
            leave();
        }
    }

    @Override
    public List<String> describe() {
        List<String> labels = new ArrayList<>();
        for (Step[] steps : List.of(prepare, forward, backward)) {
            for (Step step : steps) {
                labels.add(step.label());
            }
        }
        return labels;
    }

    @Override
    public List<StepTime> profile(int runs) {
        List<Step> steps = new ArrayList<>();
        for (Step[] pass : List.of(prepare, forward, backward)) {
            steps.addAll(List.of(pass));
        }
        long[] nanoseconds = new long[steps.size()];
        Arrays.fill(nanoseconds, Long.MAX_VALUE);
        Step[] timed = {new TimedSteps(steps, nanoseconds)};
        user.enter();
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

    @Override
    public void prepare() {
        user.enter();
        try {
            runAll(prepare);
        } finally {
            leave();
        }
    }

    @Override
    public void infer(long inputAddress, long outputAddress) {
        user.enter();
        try {
            input.bind(inputAddress);
            output.bind(outputAddress);
            runAll(forward);
        } finally {
            leave();
        }
    }

    @Override
    public double forward(long inputAddress, long labelsAddress, int iteration, int epoch) {
        user.enter();
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

    @Override
    public void backward() {
        user.enter();
        try {
            runAll(backward);
        } finally {
            leave();
        }
    }

    private void leave() {
        user.leave();
        Reference.reachabilityFence(this);
    }

    private void runAll(Step[] steps) {
        OpenMp.with(options.threads(), () -> {
            for (Step step : steps) {
                step.run();
            }
        });
    }

    @Override
    public void close() {
        user.close();
        cleanable.clean();
    }
}
