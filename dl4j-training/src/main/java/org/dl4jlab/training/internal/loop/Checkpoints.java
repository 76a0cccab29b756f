package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;

/**
 * Where training leaves its checkpoints and where it begins.
 *
 * @param folder takes them; empty for none
 * @param start to go on from; empty for a new training
 */
public record Checkpoints(Optional<CheckpointFolder> folder, Optional<Checkpoint> start) {

    /** A training from the start that leaves no checkpoint. */
    public static final Checkpoints NONE = new Checkpoints(Optional.empty(), Optional.empty());
}
