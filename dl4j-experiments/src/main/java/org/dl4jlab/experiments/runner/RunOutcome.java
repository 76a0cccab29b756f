package org.dl4jlab.experiments.runner;

import org.dl4jlab.experiments.run.RunFolder;
import org.dl4jlab.experiments.run.RunRecord;
import org.dl4jlab.experiments.run.RunStatus;

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
