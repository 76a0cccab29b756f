package org.dl4jlab.training.internal.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RegularFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network that a run left, however it ended: the saved one, or, of a run that did not come to save it, that of its newest
 * checkpoint, with the weights that its settings would keep.
 */
public final class KeptNetwork {

    private KeptNetwork() {}

    /** The file that the network would be read from now, which changes when the network does; empty if there is none. */
    public static Optional<Path> file(RunFolder folder) {
        if (RegularFile.is(folder.modelFile())) {
            return Optional.of(folder.modelFile());
        }
        CheckpointFolder checkpoints = new CheckpointFolder(folder.checkpoints());
        return checkpoints.hasNetwork()
                ? checkpoints.newestFile().filter(file -> RegularFile.isBelow(folder.path(), file))
                : Optional.empty();
    }

    /**
     * Reads it, without the optimiser's state.
     *
     * @throws IOException if there is none or it is damaged; the message names the file
     */
    public static Model read(RunFolder folder) throws IOException {
        CheckpointFolder checkpoints = new CheckpointFolder(folder.checkpoints());
        if (Files.isRegularFile(folder.modelFile()) || !checkpoints.hasNetwork()) {
            return ModelFile.read(folder.modelFile(), false);
        }
        Optional<Checkpoint> newest = checkpoints.newest();
        if (newest.isEmpty()) {
            throw new IOException(checkpoints.path() + " holds no checkpoint that can be read");
        }
        float[] weights = weights(newest.get());
        Model network = checkpoints.network(weights.length);
        network.setParams(Nd4j.createFromArray(weights).reshape(1, weights.length));
        return network;
    }

    private static float[] weights(Checkpoint checkpoint) {
        return checkpoint
                .best()
                .map(Checkpoint.Best::parameters)
                .filter(best -> best.length > 0)
                .or(checkpoint::average)
                .orElse(checkpoint.parameters());
    }
}
