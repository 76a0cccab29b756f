package org.dl4jlab.training;

/**
 * What a run did on the test images.
 *
 * @param accuracy share of images classified correctly, in [0, 1]
 * @param averageLoss mean negative log-likelihood of the true classes, in nats
 * @param correct number of images classified correctly
 * @param images number of images tested
 */
public record Result(double accuracy, double averageLoss, int correct, int images) {}
