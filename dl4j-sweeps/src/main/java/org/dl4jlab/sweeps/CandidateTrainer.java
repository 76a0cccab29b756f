package org.dl4jlab.sweeps;

import java.util.Optional;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;

/** Trains and scores candidates, here or elsewhere. Called by several threads at once. */
@FunctionalInterface
interface CandidateTrainer {

    /**
     * Trains one candidate.
     *
     * @param listener told of each epoch, and of another machine
     * @return how it ended, failures included; empty if a stop was requested before
     */
    Optional<CandidateRecord> train(CandidateProposal candidate, SweepListener listener);
}
