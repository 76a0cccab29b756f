package org.dl4jlab.sweeps;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;

/**
 * Hands out candidates to workers and takes their results.
 *
 * <p>A search that learns hears of results in the order of proposal, and is asked for candidate {@code i} exactly when it
 * has heard of candidates {@code 0} to {@code i - workers}. So its proposals follow from the seed and the number of
 * workers and not from who is faster; the price is that a worker may wait for a slow candidate.
 */
final class CandidateQueue {

    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final Search search;
    private final int limit;
    private final int workers;
    private final int epochs;
    private final BooleanSupplier closed;
    private final BiConsumer<CandidateProposal, CandidateRecord> found;

    /** One worker at a time asks the search. */
    private final ReentrantLock asking = new ReentrantLock();

    /** Guarded by this object's monitor. */
    private final Map<Integer, CandidateRecord> finished = new TreeMap<>();

    /** Guarded by {@link #asking}, like all below. */
    private final Map<Integer, CandidateProposal> proposals = new TreeMap<>();

    private int next;
    private int reported;
    private boolean exhausted;

    /**
     * @param limit most candidates
     * @param epochs of a candidate that is not pruned
     * @param closed once true, no candidate is handed out any more
     * @param known candidates that an earlier process finished
     * @param found told of each of these when its turn comes
     */
    CandidateQueue(
            Search search,
            int limit,
            int workers,
            int epochs,
            BooleanSupplier closed,
            Iterable<CandidateRecord> known,
            BiConsumer<CandidateProposal, CandidateRecord> found) {
        this.search = search;
        this.limit = limit;
        this.workers = workers;
        this.epochs = epochs;
        this.closed = closed;
        this.found = found;
        known.forEach(record -> finished.put(record.index(), record));
    }

    /**
     * The next candidate to train; empty if there is none.
     *
     * @throws SweepException if a recorded candidate is not the one that the search proposes
     */
    Optional<CandidateProposal> take() {
        asking.lock();
        try {
            while (!exhausted && next < limit && !closed.getAsBoolean()) {
                if (search.learns() && !reportUpTo(next - workers)) {
                    return Optional.empty();
                }
                Optional<CandidateProposal> proposal = search.next();
                if (proposal.isEmpty()) {
                    exhausted = true;
                    return proposal;
                }
                next++;
                if (search.learns()) {
                    proposals.put(proposal.get().index(), proposal.get());
                }
                Optional<CandidateRecord> known = result(proposal.get().index());
                if (known.isEmpty()) {
                    return proposal;
                }
                requireSame(proposal.get(), known.get());
                found.accept(proposal.get(), known.get());
            }
            return Optional.empty();
        } finally {
            asking.unlock();
        }
    }

    private static void requireSame(CandidateProposal proposal, CandidateRecord record) {
        String proposed = proposal.hyperparameters().toString();
        String recorded = record.hyperparameters().toString();
        if (!proposed.equals(recorded)) {
            throw new SweepException("Candidate " + record.index() + " was recorded with " + recorded
                    + ", but the search now proposes " + proposed
                    + ". The search space has changed since; start a new sweep.");
        }
    }

    /** Returns false if the queue was closed before. */
    private boolean reportUpTo(int last) {
        while (reported <= last) {
            Optional<CandidateRecord> record = await(reported);
            if (record.isEmpty()) {
                return false;
            }
            CandidateProposal proposal = proposals.remove(reported);
            if (record.get().score() != null) {
                search.report(proposal, record.get().fitness(epochs));
            }
            reported++;
        }
        return true;
    }

    private synchronized Optional<CandidateRecord> await(int index) {
        while (!finished.containsKey(index)) {
            if (closed.getAsBoolean()) {
                return Optional.empty();
            }
            try {
                wait(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return result(index);
    }

    private synchronized Optional<CandidateRecord> result(int index) {
        return Optional.ofNullable(finished.get(index));
    }

    /** Takes a result. */
    synchronized void finish(CandidateRecord record) {
        finished.put(record.index(), record);
        notifyAll();
    }
}
