package org.dl4jlab.ui.statistics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets DL4J's listener collect a record only when the plan allows one, and keeps account of what it costs. Between two
 * records it costs a few hundred nanoseconds a step.
 */
class ThrottledStatsListener extends BaseTrainingListener {

    private static final Logger LOG = LoggerFactory.getLogger(ThrottledStatsListener.class);

    private final StatisticsPlan plan;
    private final StatsListener target;
    private final ThrottledStatsConfiguration configuration;
    private final LongSupplier writing;
    private boolean due = true;
    private boolean started;
    private long startNanos;
    private long collecting;
    private int next;
    private Optional<Step> unrecorded = Optional.empty();
    private boolean failed;

    /** A step of which there is no record. */
    private record Step(Model model, int iteration, int epoch) {}

    private ThrottledStatsListener(
            StatisticsPlan plan,
            StatsListener target,
            ThrottledStatsConfiguration configuration,
            LongSupplier writing) {
        this.plan = plan;
        this.target = target;
        this.configuration = configuration;
        this.writing = writing;
    }

    /** @param writing what writing the records has cost so far, in nanoseconds of a processor */
    static ThrottledStatsListener of(
            StatisticsPlan plan,
            StatsListener target,
            ThrottledStatsConfiguration configuration,
            LongSupplier writing) {
        return plan.activations()
                ? new WithActivations(plan, target, configuration, writing)
                : new ThrottledStatsListener(plan, target, configuration, writing);
    }

    @Override
    public void onGradientCalculation(Model model) {
        collect(() -> target.onGradientCalculation(model));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        if (failed) {
            return;
        }
        configuration.due(due);
        long before = System.nanoTime();
        // Asked even when no record is due, since it counts the examples.
        guarded(() -> target.iterationDone(model, iteration, epoch));
        unrecorded = due ? Optional.empty() : Optional.of(new Step(model, iteration, epoch));
        long after = System.nanoTime();
        collecting += after - before;
        if (due) {
            next = plan.next(iteration);
        }
        if (!started) {
            // The first record describes the machine and loads classes; it says nothing about the others.
            started = true;
            startNanos = after;
            collecting = 0;
        }
        due = iteration + 1 >= next && affordable(after);
        configuration.due(due);
    }

    /** Records where the run stands after its last step, so that its end is not missing. */
    void finish() {
        unrecorded.filter(step -> !failed).ifPresent(step -> {
            configuration.last();
            guarded(() -> target.iterationDone(step.model(), step.iteration(), step.epoch()));
        });
        unrecorded = Optional.empty();
    }

    /** A run is worth more than its statistics: it goes on without them when they cannot be collected. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failed = true;
            LOG.warn("Training statistics cannot be collected; training goes on without them", e);
        }
    }

    private boolean affordable(long now) {
        return plan.share() >= 1 || collecting + writing.getAsLong() <= plan.share() * (now - startNanos);
    }

    final void collect(Runnable work) {
        if (due && !failed) {
            long before = System.nanoTime();
            guarded(work);
            collecting += System.nanoTime() - before;
        }
    }

    /**
     * Apart, because a network may ask a listener's class whether it has a use for activations and spare itself the
     * copying where it has none.
     */
    private static final class WithActivations extends ThrottledStatsListener {

        private final StatsListener target;

        WithActivations(
                StatisticsPlan plan,
                StatsListener target,
                ThrottledStatsConfiguration configuration,
                LongSupplier writing) {
            super(plan, target, configuration, writing);
            this.target = target;
        }

        @Override
        public void onForwardPass(Model model, List<INDArray> activations) {
            collect(() -> target.onForwardPass(model, activations));
        }

        @Override
        public void onForwardPass(Model model, Map<String, INDArray> activations) {
            collect(() -> target.onForwardPass(model, activations));
        }
    }
}
