package org.dl4jlab.experiments.cluster;

import org.dl4jlab.training.Run.EpochMetrics;

/**
 * What is told of an epoch while its run is trained elsewhere.
 *
 * @param epoch counted from 1
 * @param trainLoss mean over the epoch's batches, in nats
 * @param validationAccuracy in [0, 1]; null if no images are held out
 */
public record RunEpoch(int epoch, double trainLoss, Double validationAccuracy) {

    public static RunEpoch of(EpochMetrics metrics) {
        return new RunEpoch(
                metrics.epoch(),
                metrics.trainLoss(),
                metrics.validationAccuracy().isPresent()
                        ? metrics.validationAccuracy().getAsDouble()
                        : null);
    }
}
