package org.dl4jlab.sweeps.record;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which candidates are better. */
public final class Ranking {

    /** Higher accuracy first, then lower loss, then the earlier one. */
    private static final Comparator<CandidateRecord> BEST_FIRST = Comparator.comparing(
                    CandidateRecord::score, Comparator.reverseOrder())
            .thenComparingDouble(c -> c.curve().get(c.curve().size() - 1).validationLoss())
            .thenComparingInt(CandidateRecord::index);

    private Ranking() {}

    /** The candidates that were trained to their end, best first; then those that were stopped early, best first. */
    public static List<CandidateRecord> of(List<CandidateRecord> candidates) {
        return candidates.stream()
                .filter(c -> c.status().isScored())
                .sorted(Comparator.comparing((CandidateRecord c) -> c.status() != CandidateRecord.Status.DONE)
                        .thenComparing(BEST_FIRST))
                .toList();
    }

    /** The best of those that were trained to their end; empty if there is none. */
    public static Optional<CandidateRecord> winner(List<CandidateRecord> candidates) {
        return of(candidates).stream()
                .filter(c -> c.status() == CandidateRecord.Status.DONE)
                .findFirst();
    }
}
