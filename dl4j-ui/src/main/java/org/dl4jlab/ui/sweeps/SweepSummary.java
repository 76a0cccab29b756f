package org.dl4jlab.ui.sweeps;

import java.time.Instant;
import java.util.Optional;
import org.dl4jlab.ui.run.RunState;

/**
 * A sweep in one row.
 *
 * @param id names its page
 * @param space what is searched
 * @param search the method
 * @param state how far it has come
 * @param candidates finished so far
 * @param limit most candidates
 * @param validationAccuracy of the best so far, in [0, 1]
 * @param testAccuracy mean of the winner's seeds, in [0, 1]
 * @param started when it began
 */
public record SweepSummary(
        String id,
        String space,
        String search,
        RunState state,
        int candidates,
        int limit,
        Optional<Double> validationAccuracy,
        Optional<Double> testAccuracy,
        Instant started) {}
