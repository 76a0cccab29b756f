package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import java.util.function.Function;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;

/**
 * Where training leaves its checkpoints and where it begins.
 *
 * @param store takes them and answers where they are; empty for none
 * @param start to go on from; empty for a new training
 */
public record Checkpoints(Optional<Function<Checkpoint, Object>> store, Optional<Checkpoint> start) {

    /** A training from the start that leaves no checkpoint. */
    public static final Checkpoints NONE = new Checkpoints(Optional.empty(), Optional.empty());
}
