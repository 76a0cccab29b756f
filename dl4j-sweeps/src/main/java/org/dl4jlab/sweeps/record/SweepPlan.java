package org.dl4jlab.sweeps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.ScheduleSettings;
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

    /** @throws InvalidPlanException if a number is out of range */
    public SweepPlan {
        require(candidates >= 1, "candidates", candidates, "at least 1");
        require(workers >= 1 && workers <= 256, "workers", workers, "from 1 to 256");
        require(minutes == null || minutes > 0 && Double.isFinite(minutes), "minutes", minutes, "above 0");
        require(winnerSeeds >= 0, "winnerSeeds", winnerSeeds, "0 or more");
        require(gridSteps >= 2, "gridSteps", gridSteps, "at least 2");
        if (pruning != null) {
            require(pruning.reduction() >= 2, "reduction", pruning.reduction(), "at least 2");
            require(
                    pruning.firstRung() >= 1 && pruning.firstRung() < settings.epochs(),
                    "firstRung",
                    pruning.firstRung(),
                    "at least 1 and below the epochs of a candidate, which are " + settings.epochs());
        }
    }

    /**
     * Refuses settings that mean nothing to a candidate, or nothing to the winner if it is trained again, on all training images.
     * A plan may have them, so that an older sweep can be read; no candidate is trained with them.
     *
     * @param candidate the settings of the plan, or of one candidate
     * @throws InvalidInputException if there is one; the message names it
     */
    public void requireSweepable(TrainingSettings candidate) {
        if (candidate.keepBest() || candidate.crossValidation().used()) {
            throw new InvalidInputException(
                    "A sweep scores a candidate once, after its last epoch and on one set of validation images; leave out "
                            + (candidate.keepBest() ? "keepBest" : "folds") + ".");
        }
        boolean plateau = candidate.rate().schedule() == ScheduleSettings.Schedule.PLATEAU;
        if (winnerSeeds > 0 && (candidate.patience() > 0 || plateau)) {
            throw new InvalidInputException(
                    "The winner of a sweep is trained on all training images, with nothing held out; leave out "
                            + (plateau ? "schedule=plateau" : "patience") + ", or train no winner (winnerSeeds 0).");
        }
    }

    private static void require(boolean holds, String component, Object value, String rule) {
        if (!holds) {
            throw new InvalidPlanException(component, value, rule);
        }
    }

    /** A copy with other limits, for a sweep that is resumed. */
    public SweepPlan withLimits(int newCandidates, Double newMinutes) {
        return new SweepPlan(
                search, gridSteps, seed, newCandidates, newMinutes, workers, pruning, winnerSeeds, engine, settings);
    }
}
