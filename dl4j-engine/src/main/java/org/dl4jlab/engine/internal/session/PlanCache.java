package org.dl4jlab.engine.internal.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dl4jlab.engine.graph.UnsupportedNetworkException;
import org.dl4jlab.engine.internal.plan.Plan;

/**
 * The plans of a network, with bounded memory: the plans that were not used for longest are closed when
 * a new one makes the sum exceed the budget.
 */
final class PlanCache {
    private final long budget;
    private final LinkedHashMap<PlanKey, Optional<Plan>> plans = new LinkedHashMap<>(16, 0.75f, true);
    private PlanKey lastKey;
    private Optional<Plan> lastPlan = Optional.empty();

    /** @param budget bytes that the plans' intermediate results may take together */
    PlanCache(long budget) {
        this.budget = budget;
    }

    /**
     * The plan for a key, built if need be; empty if building it failed, now or before.
     *
     * @param build makes the plan
     * @param failed told once why a plan cannot be built
     */
    Optional<Plan> get(PlanKey key, Function<PlanKey, Plan> build, Consumer<UnsupportedNetworkException> failed) {
        if (key.equals(lastKey)) {
            return lastPlan;
        }
        Optional<Plan> plan = plans.get(key);
        if (plan == null) {
            plan = build(key, build, failed);
            plans.put(key, plan);
            shrink(key);
        }
        lastKey = key;
        lastPlan = plan;
        return plan;
    }

    private static Optional<Plan> build(
            PlanKey key, Function<PlanKey, Plan> build, Consumer<UnsupportedNetworkException> failed) {
        try {
            return Optional.of(build.apply(key));
        } catch (UnsupportedNetworkException e) {
            failed.accept(e);
            return Optional.empty();
        }
    }

    private void shrink(PlanKey newest) {
        var oldestFirst = plans.entrySet().iterator();
        while (bytes() > budget && oldestFirst.hasNext()) {
            Map.Entry<PlanKey, Optional<Plan>> entry = oldestFirst.next();
            if (!entry.getKey().equals(newest)) {
                entry.getValue().ifPresent(Plan::close);
                oldestFirst.remove();
            }
        }
    }

    /** Bytes that the plans' intermediate results take together. */
    long bytes() {
        return plans.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(Plan::bytes)
                .sum();
    }

    /** Number of plans. */
    int size() {
        return (int) plans.values().stream().flatMap(Optional::stream).count();
    }

    /** Closes all plans. */
    void clear() {
        plans.values().forEach(plan -> plan.ifPresent(Plan::close));
        plans.clear();
        lastKey = null;
        lastPlan = Optional.empty();
    }
}
