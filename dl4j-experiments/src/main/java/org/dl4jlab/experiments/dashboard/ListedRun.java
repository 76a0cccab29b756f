package org.dl4jlab.experiments.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import org.dl4jlab.training.internal.checkpoint.KeptNetwork;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.ui.run.RunState;

/** A run as the dashboard names and groups it. */
record ListedRun(RecordedRun run) {

    /** The folder's name. */
    String id() {
        return run.name();
    }

    RunFolder folder() {
        return run.folder();
    }

    RunState state() {
        return switch (run.status()) {
            case DONE -> RunState.FINISHED;
            case FAILED -> RunState.FAILED;
            case INTERRUPTED -> RunState.INTERRUPTED;
            case RUNNING -> RunState.RUNNING;
        };
    }

    /** Images in one epoch; 0 while that is not known. */
    int imagesPerEpoch() {
        return run.data().map(RunRecord.Data::trainImages).orElse(0);
    }

    /** Images that it will have been trained on at its end, repeats counted; 0 while that is not known. */
    long totalImages() {
        return (long) run.count("epochs") * imagesPerEpoch();
    }

    /** Equal for runs that differ in nothing but their seed. */
    String group() {
        return run.recipe().toString();
    }

    /**
     * Where the network of this run is: saved, or in the last checkpoint of a run that ended without saving it. One that
     * trains has none, since its network changes.
     */
    Optional<Path> networkFile() {
        return state() == RunState.RUNNING
                ? Optional.of(folder().modelFile()).filter(RegularFile::is)
                : KeptNetwork.file(folder());
    }

    /** Whether its network can be asked about pictures. */
    boolean canBeAsked() {
        return run.data()
                        .filter(data -> data.shape() != null && data.classes() != null)
                        .isPresent()
                && run.network().isPresent()
                && networkFile().isPresent();
    }
}
