package org.dl4jlab.experiments.dashboard.sweeps;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.ui.run.RunState;

/**
 * A sweep as it is at one moment.
 *
 * @param candidates finished ones, in order
 * @param training candidates under way
 */
record SweepState(
        SweepFolder folder, SweepRecord record, List<CandidateRecord> candidates, List<LiveSweep.Training> training) {

    RunState state() {
        return switch (record.status()) {
            case RUNNING -> RunLock.isHeld(folder.path()) ? RunState.RUNNING : RunState.INTERRUPTED;
            case DONE -> RunState.FINISHED;
            case INTERRUPTED -> RunState.INTERRUPTED;
            case FAILED -> RunState.FAILED;
        };
    }

    boolean wasKilled() {
        return record.status() == RunStatus.RUNNING && state() == RunState.INTERRUPTED;
    }

    /** Seconds from the start to now, or to the end as far as it is known. */
    double seconds() {
        Instant end = record.finished();
        if (end == null) {
            end = wasKilled()
                    ? candidates.stream()
                            .map(CandidateRecord::finished)
                            .max(Instant::compareTo)
                            .orElse(record.started())
                    : Instant.now();
        }
        return Duration.between(record.started(), end).toMillis() / 1e3;
    }
}
