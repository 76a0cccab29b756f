package org.dl4jlab.sweeps.pruning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Stops poor candidates early, by asynchronous successive halving in its stopping form: at each of a few epochs, the
 * rungs, a candidate trains on only if it is among the best {@code 1/reduction} of the candidates that have come so far,
 * or the best of all. No candidate waits for a full round, as in plain successive halving.
 *
 * <p>"Come so far" means the candidates proposed before it: it waits until each of them has passed the rung or ended. So
 * the decisions do not depend on which worker happens to be faster, and a sweep repeats exactly with any number of
 * workers. Source: Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020; unlike there, a
 * stopped candidate is never taken up again, so no network needs to be kept.
 */
public final class SuccessiveHalving {

    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final int reduction;

    /** By epoch: score by candidate. */
    private final TreeMap<Integer, Map<Integer, Double>> rungs = new TreeMap<>();

    private final Set<Integer> ended = new HashSet<>();

    /**
     * @param firstRung epochs that every candidate gets
     * @param reduction how many candidates each one that goes on stands for, at least 2; a rung has that many times the
     *     epochs of the rung before
     * @param epochs of a candidate that is never stopped
     * @throws IllegalArgumentException if no candidate could ever be stopped
     */
    public SuccessiveHalving(int firstRung, int reduction, int epochs) {
        if (firstRung < 1 || reduction < 2 || firstRung >= epochs) {
            throw new IllegalArgumentException("successive halving needs a first rung from 1 to below the " + epochs
                    + " epochs of a candidate and a reduction of at least 2, but got " + firstRung + " and "
                    + reduction);
        }
        this.reduction = reduction;
        for (long rung = firstRung; rung < epochs; rung *= reduction) {
            rungs.put((int) rung, new HashMap<>());
        }
    }

    /** The epochs at which candidates are compared. */
    public List<Integer> rungs() {
        return new ArrayList<>(rungs.keySet());
    }

    /**
     * Decides at the end of an epoch. Waits for candidates proposed earlier.
     *
     * @param candidate index in the order of proposal
     * @param epoch counted from 1
     * @param score more is better
     * @param stopRequested ends the waiting
     * @return whether the candidate trains on; always true between rungs
     * @throws CancellationException if a stop was requested meanwhile
     */
    public synchronized boolean goesOn(int candidate, int epoch, double score, BooleanSupplier stopRequested) {
        Map<Integer, Double> rung = rungs.get(epoch);
        if (rung == null) {
            return true;
        }
        pass(candidate, epoch, score);
        while (!allBeforeHavePassed(candidate, rung)) {
            if (stopRequested.getAsBoolean()) {
                throw new CancellationException("stopped while waiting for earlier candidates");
            }
            try {
                wait(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for earlier candidates");
            }
        }
        long arrived =
                rung.keySet().stream().filter(other -> other <= candidate).count();
        long better = rung.entrySet().stream()
                .filter(other -> other.getKey() < candidate && other.getValue() >= score)
                .count();
        return better < Math.max(1, arrived / reduction);
    }

    private boolean allBeforeHavePassed(int candidate, Map<Integer, Double> rung) {
        for (int other = 0; other < candidate; other++) {
            if (!rung.containsKey(other) && !ended.contains(other)) {
                return false;
            }
        }
        return true;
    }

    /** Notes a score at a rung without asking for a decision, as for a candidate of a sweep that is resumed. */
    public synchronized void pass(int candidate, int epoch, double score) {
        Map<Integer, Double> rung = rungs.get(epoch);
        if (rung != null) {
            rung.put(candidate, score);
            notifyAll();
        }
    }

    /** A candidate is done, stopped or failed; nobody waits for it any more. */
    public synchronized void end(int candidate) {
        ended.add(candidate);
        notifyAll();
    }
}
