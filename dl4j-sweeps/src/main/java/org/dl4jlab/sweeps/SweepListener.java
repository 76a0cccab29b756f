package org.dl4jlab.sweeps;

import java.util.List;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.search.CandidateProposal;
import org.dl4jlab.sweeps.search.Search;

/** Told what happens in a sweep, by the workers' threads, one call at a time. */
public interface SweepListener {

    /** Hears nothing. */
    SweepListener NONE = new SweepListener() {};

    /** The search begins. */
    default void started(SweepFolder folder, SweepRecord record, Search search) {}

    /** A candidate begins to train. */
    default void candidateStarted(CandidateProposal candidate) {}

    /**
     * A machine of a cluster trains a candidate. Said again when the candidate is trained anew, because its machine was lost or
     * because pruning lets it go on; epochs that were told before are not told again.
     */
    default void candidateTrainsOn(CandidateProposal candidate, String host) {}

    /** A candidate has finished an epoch. */
    default void epoch(CandidateProposal candidate, CandidateRecord.Point point) {}

    /** A candidate has ended, or was found finished when a sweep was resumed. */
    default void candidateEnded(CandidateProposal candidate, CandidateRecord record) {}

    /**
     * The search is over.
     *
     * @param candidates all that ended, in order
     */
    default void searched(List<CandidateRecord> candidates) {}
}
