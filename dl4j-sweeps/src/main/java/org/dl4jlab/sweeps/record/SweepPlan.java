package org.dl4jlab.sweeps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.TrainingSettings;

/**
 * Everything that a sweep's course follows from, besides its space.
 *
 * @param search the method
 * @param gridSteps values of a continuous or whole-number hyperparameter in a grid
 * @param seed everything random follows from it
 * @param candidates most candidates to try
 * @param minutes after which no new candidate is started, counted anew when the sweep is resumed; null for no limit
 * @param workers candidates trained at the same time
 * @param pruning whether poor candidates are stopped early, and how; null if not
 * @param winnerSeeds how often the winner is trained again and tested; 0 to leave it at the search
 * @param engine whether the compiled engine may be used
 * @param settings common to all candidates
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SweepPlan(
        SearchMethod search,
        int gridSteps,
        long seed,
        int candidates,
        Double minutes,
        int workers,
        Pruning pruning,
        int winnerSeeds,
        boolean engine,
        TrainingSettings settings) {

    /**
     * Successive halving.
     *
     * @param firstRung epochs that every candidate gets
     * @param reduction one in so many candidates goes on at each rung
     */
    public record Pruning(int firstRung, int reduction) {}

    /** @throws InvalidInputException if a number is out of range; the message is for the user */
    public SweepPlan {
        require(candidates >= 1, "--candidates must be at least 1, but got " + candidates + ".");
        require(workers >= 1 && workers <= 256, "--workers must be from 1 to 256, but got " + workers + ".");
        require(
                minutes == null || minutes > 0 && Double.isFinite(minutes),
                "--minutes must be above 0, but got " + minutes + ".");
        require(winnerSeeds >= 0, "--winner-seeds must be 0 or more, but got " + winnerSeeds + ".");
        require(gridSteps >= 2, "--grid-steps must be at least 2, but got " + gridSteps + ".");
        require(
                settings.validationFraction() > 0,
                "A sweep scores its candidates on held-out images, so validationFraction must be above 0.");
        if (pruning != null) {
            require(pruning.reduction() >= 2, "--reduction must be at least 2, but got " + pruning.reduction() + ".");
            require(
                    pruning.firstRung() >= 1 && pruning.firstRung() < settings.epochs(),
                    "--prune compares candidates after " + pruning.firstRung() + " epochs (--first-rung), so they must"
                            + " train for more than that, but epochs is " + settings.epochs() + ".");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException(otherwise);
        }
    }

    /** A copy with other limits, for a sweep that is resumed. */
    public SweepPlan withLimits(int newCandidates, Double newMinutes) {
        return new SweepPlan(
                search, gridSteps, seed, newCandidates, newMinutes, workers, pruning, winnerSeeds, engine, settings);
    }
}
