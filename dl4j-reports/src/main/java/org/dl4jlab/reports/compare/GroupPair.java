package org.dl4jlab.reports.compare;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two groups and whether their test accuracies differ by more than the noise between seeds.
 *
 * @param better the group of higher mean accuracy
 * @param other the group of lower mean accuracy
 * @param test of the accuracies, in [0, 1]; empty if the noise is not known
 * @param pairs how many pairs are tested together; the intervals are so wide that with 95 % confidence all of them hold
 */
public record GroupPair(RunGroup better, RunGroup other, Optional<WelchStatistic> test, int pairs) {

    private static final double CONFIDENCE = 0.95;

    /** What can be said about the difference. */
    public enum Verdict {
        LARGER_THAN_NOISE,
        WITHIN_NOISE,
        CANNOT_BE_TOLD
    }

    static GroupPair of(RunGroup first, RunGroup second, int pairs) {
        // Bonferroni: each of m intervals may fail with a chance of 5 % / m.
        double confidence = 1 - (1 - CONFIDENCE) / pairs;
        boolean ordered = first.accuracy().mean() >= second.accuracy().mean();
        RunGroup better = ordered ? first : second;
        RunGroup other = ordered ? second : first;
        return new GroupPair(better, other, WelchStatistic.of(better.accuracy(), other.accuracy(), confidence), pairs);
    }

    public Verdict verdict() {
        return test.map(t -> t.differs() ? Verdict.LARGER_THAN_NOISE : Verdict.WITHIN_NOISE)
                .orElse(Verdict.CANNOT_BE_TOLD);
    }

    /** Difference of the mean accuracies, in percentage points; not negative. */
    public double points() {
        return 100 * (better.accuracy().mean() - other.accuracy().mean());
    }

    /**
     * The p-value that belongs to the verdict: multiplied by the number of pairs that are tested together (Bonferroni), at
     * most 1; empty if the noise is not known.
     */
    public OptionalDouble adjustedPValue() {
        return test.isPresent() ? OptionalDouble.of(adjusted(test.get())) : OptionalDouble.empty();
    }

    private double adjusted(WelchStatistic statistic) {
        return Math.min(1, pairs * statistic.pValue());
    }

    /** The verdict in a few words. */
    public String headline() {
        return switch (verdict()) {
            case LARGER_THAN_NOISE -> better.name() + " is better than " + other.name();
            case WITHIN_NOISE ->
                "No difference beyond the seed noise between " + better.name() + " and " + other.name();
            case CANNOT_BE_TOLD -> "Whether " + better.name() + " and " + other.name() + " differ cannot be told";
        };
    }

    /** The figures behind the verdict, or what is missing, as one sentence. */
    public String explanation() {
        String means = String.format(Locale.ROOT, "the means lie %.2f percentage points apart", points());
        return test.map(
                        t -> means
                                + String.format(
                                        Locale.ROOT,
                                        ", 95 %% interval %.2f to %.2f%s (Welch's t-test, n = %d and %d, p = %s%s). %s",
                                        100 * t.low(),
                                        100 * t.high(),
                                        pairs > 1 ? " for all " + pairs + " pairs together" : "",
                                        better.runs().size(),
                                        other.runs().size(),
                                        probability(adjusted(t)),
                                        pairs > 1 ? ", multiplied by the number of pairs" : "",
                                        t.differs()
                                                ? "The difference is larger than the noise between seeds. It says nothing"
                                                        + " of other test images."
                                                : "The interval holds 0: other seeds could turn it round; more seeds narrow it."))
                .orElseGet(() -> means + ", but " + missing() + ".");
    }

    private String missing() {
        String single = Stream.of(better, other)
                .filter(g -> g.runs().size() < 2)
                .map(RunGroup::name)
                .collect(Collectors.joining(" and "));
        return single.isEmpty()
                ? "no seed differs from another of its group, so the noise is not known; run other seeds"
                : "a single seed of " + single + " says nothing about noise; run it with more seeds";
    }

    private static String probability(double p) {
        return p < 0.0001 ? "less than 0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }
}
