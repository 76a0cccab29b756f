package org.dl4jlab.reports.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.dl4jlab.training.internal.run.MetricsTable;

/**
 * Runs that differ by nothing but their seed.
 *
 * @param name short, differs from every other group's
 * @param runs at least one, each of another seed
 */
public record RunGroup(String name, List<FinishedRun> runs) {

    /** The setting by which a run keeps the weights of its best epoch instead of the last. */
    private static final String KEEPS_BEST = "keepBest";

    public RunGroup {
        runs = List.copyOf(runs);
    }

    public String experiment() {
        return runs.get(0).run().experiment();
    }

    /** The seeds, in the order of the runs. */
    public List<Long> seeds() {
        return runs.stream().map(r -> r.run().seed().value()).toList();
    }

    /** Accuracy on the test images, in [0, 1]. */
    public MeanAndDeviation accuracy() {
        return sample(r -> r.result().accuracy());
    }

    /** Average loss on the test images, in nats. */
    public MeanAndDeviation loss() {
        return sample(r -> r.result().averageLoss());
    }

    /** Accuracy on the held-out images of the weights that were tested, in [0, 1]; empty if a run held out none. */
    public Optional<MeanAndDeviation> validationAccuracy() {
        return runs.stream().allMatch(r -> validationOf(r) != null)
                ? Optional.of(sample(RunGroup::validationOf))
                : Optional.empty();
    }

    /** Seconds of training; empty if a run does not tell. */
    public Optional<MeanAndDeviation> trainSeconds() {
        return runs.stream().allMatch(r -> r.run().timings().isPresent())
                ? Optional.of(sample(r -> r.run().timings().orElseThrow().trainSeconds()))
                : Optional.empty();
    }

    private MeanAndDeviation sample(ToDoubleFunction<FinishedRun> quantity) {
        return MeanAndDeviation.of(runs.stream().mapToDouble(quantity).toArray());
    }

    /** Of the epoch whose weights were tested. */
    private static Double validationOf(FinishedRun run) {
        List<MetricsTable.Row> rows = run.metrics().rows();
        boolean best = Boolean.parseBoolean(run.recipe().choices().get(KEEPS_BEST));
        return best
                ? rows.stream()
                        .map(MetricsTable.Row::validationAccuracy)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null)
                : rows.isEmpty() ? null : rows.get(rows.size() - 1).validationAccuracy();
    }
}
