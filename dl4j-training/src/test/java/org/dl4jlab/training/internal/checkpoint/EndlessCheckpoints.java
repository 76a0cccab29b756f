package org.dl4jlab.training.internal.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dl4jlab.data.batches.Position;

/** A program that writes one checkpoint of some megabytes after the other until it is killed. */
final class EndlessCheckpoints {

    private EndlessCheckpoints() {}

    public static void main(String[] args) {
        CheckpointFolder folder = new CheckpointFolder(Path.of(args[0]));
        for (int step = Integer.parseInt(args[1]) + 1; ; step++) {
            float[] parameters = new float[2_000_000];
            Arrays.fill(parameters, step);
            folder.save(new Checkpoint(
                    new Position(0, step),
                    step,
                    step,
                    List.of(),
                    new float[step],
                    parameters,
                    new float[0],
                    Optional.empty(),
                    Optional.empty(),
                    new Checkpoint.RandomState(0, 0)));
        }
    }
}
