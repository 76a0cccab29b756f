package org.dl4jlab.training;

import java.util.OptionalDouble;

/**
 * What was measured over one epoch.
 *
 * @param epoch counted from 1
 * @param step optimiser steps taken since the start of training
 * @param learningRate of the epoch's last step
 * @param trainLoss mean loss of the epoch's batches, each taken before its step, without penalty, in nats
 * @param trainAccuracy on a fixed sample of the training images, unchanged and after the epoch, in [0, 1]
 * @param validationLoss mean loss on the held-out images; empty if none are held out
 * @param validationAccuracy in [0, 1]; empty if none are held out
 * @param penalty what L1 and L2 regularisation add to the loss with the weights at the end of the epoch, in nats; empty
 *     without regularisation
 * @param imagesPerSecond trained in this epoch
 * @param seconds of training since the start, validation not counted
 */
public record EpochMetrics(
        int epoch,
        int step,
        double learningRate,
        double trainLoss,
        OptionalDouble trainAccuracy,
        OptionalDouble validationLoss,
        OptionalDouble validationAccuracy,
        OptionalDouble penalty,
        double imagesPerSecond,
        double seconds) {}
