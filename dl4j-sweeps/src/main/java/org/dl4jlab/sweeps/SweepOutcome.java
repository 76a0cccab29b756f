package org.dl4jlab.sweeps;

import java.util.List;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.training.RunStatus;

/**
 * How a sweep ended.
 *
 * @param folder with everything it left
 * @param record as written there
 * @param candidates that ended, in the order of proposal
 */
public record SweepOutcome(SweepFolder folder, SweepRecord record, List<CandidateRecord> candidates) {

    public boolean interrupted() {
        return record.status() == RunStatus.INTERRUPTED;
    }

    /** Epochs trained by all candidates together. */
    public int epochs() {
        return candidates.stream().mapToInt(CandidateRecord::epochs).sum();
    }
}
