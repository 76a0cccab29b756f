package org.dl4jlab.training.internal.loop;

import java.util.Optional;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Remembers the epoch of highest validation accuracy and, if wanted, its weights. Among equals the first counts. */
final class BestEpoch {

    private static final float[] NO_WEIGHTS = {};

    private final boolean keepWeights;
    private final int patience;
    private Checkpoint.Best best;

    BestEpoch(TrainingSettings settings) {
        this.keepWeights = settings.keepBest();
        this.patience = settings.patience();
    }

    /** @param parameters as they were tested; copied only if they are the best so far and wanted */
    void validated(int epoch, double accuracy, INDArray parameters) {
        if (best == null || accuracy > best.accuracy()) {
            best = new Checkpoint.Best(epoch, accuracy, keepWeights ? ParameterArrays.copy(parameters) : NO_WEIGHTS);
        }
    }

    /** Whether validation has made no progress for as many epochs as the settings allow. */
    boolean exhausted(int epoch) {
        return patience > 0 && best != null && epoch - best.epoch() >= patience;
    }

    /** The epoch whose weights are to be kept; empty if the last ones are. */
    Optional<Checkpoint.Best> kept() {
        return keepWeights ? Optional.ofNullable(best) : Optional.empty();
    }

    Optional<Checkpoint.Best> state() {
        return Optional.ofNullable(best);
    }

    void resume(Checkpoint.Best earlier) {
        best = earlier;
    }
}
