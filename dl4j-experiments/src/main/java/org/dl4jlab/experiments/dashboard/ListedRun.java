package org.dl4jlab.experiments.dashboard;

import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.run.RunState;

/**
 * A run's folder and what {@code run.json} says.
 *
 * @param id the folder's name
 */
record ListedRun(String id, RunFolder folder, RunRecord record) {

    RunState state() {
        return switch (recorded().status()) {
            case DONE -> RunState.FINISHED;
            case FAILED -> RunState.FAILED;
            case INTERRUPTED -> RunState.INTERRUPTED;
            case RUNNING -> RunState.RUNNING;
        };
    }

    /** Whether its process ended without saying so. */
    boolean killed() {
        return record.status() == RunStatus.RUNNING && state() == RunState.INTERRUPTED;
    }

    /** A setting that is a number; 0 if there is none of this name. */
    int setting(String name) {
        Object value = record.settings() == null ? null : record.settings().get(name);
        return value instanceof Number number ? number.intValue() : 0;
    }

    /** Images that it will have been trained on at its end, repeats counted; 0 while that is not known. */
    long totalImages() {
        return record.data() == null
                ? 0
                : (long) setting("epochs") * record.data().trainImages();
    }

    /** Equal for runs that differ in nothing but their seed. */
    String group() {
        return recorded().recipe().toString();
    }

    private RecordedRun recorded() {
        return new RecordedRun(folder, record);
    }
}
