package org.dl4jlab.examples;

import org.dl4jlab.training.Run.EpochMetrics;
import org.dl4jlab.training.RunListener;

/** Hears how a training goes and prints a line for each epoch. */
public final class EpochLines implements RunListener {

    @Override
    public void epoch(EpochMetrics metrics) {
        System.out.printf(
                "epoch %d: loss %.3f, %,.0f images/s%n",
                metrics.epoch(), metrics.trainLoss(), metrics.imagesPerSecond());
    }
}
