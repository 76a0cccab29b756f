package org.dl4jlab.training.internal.loop;

import org.dl4jlab.training.internal.run.LossSeries;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RunRecord;

/**
 * What training left behind, besides the trained network.
 *
 * @param metrics of every finished epoch, and of the unfinished one if training was stopped
 * @param losses of every step
 * @param images trained on, repeats counted
 * @param seconds of training, validation not counted
 * @param stopped whether training was asked to stop before its end
 * @param weights that the network now has
 */
public record TrainingResult(
        MetricsTable metrics,
        LossSeries losses,
        long images,
        double seconds,
        boolean stopped,
        RunRecord.Weights weights) {

    /** 0 if training was stopped before its first step. */
    public double imagesPerSecond() {
        return seconds > 0 ? images / seconds : 0;
    }
}
