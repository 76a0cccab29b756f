package org.dl4jlab.training.internal.runner;

import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.run.RunStatus;

/**
 * How a run ended.
 *
 * @param folder with everything it left
 * @param record as written there
 */
public record RunOutcome(RunFolder folder, RunRecord record) {

    public boolean interrupted() {
        return record.status() == RunStatus.INTERRUPTED;
    }
}
