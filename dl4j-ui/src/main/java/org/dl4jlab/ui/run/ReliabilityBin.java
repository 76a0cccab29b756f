package org.dl4jlab.ui.run;

/**
 * A bar of a reliability diagram: the test images that a network was about equally sure of.
 *
 * @param low lower end of the confidence, in [0, 1]
 * @param high upper end
 * @param images in it; 0 for a bar without height
 * @param confidence mean probability of the predicted class
 * @param accuracy share of right predictions
 */
public record ReliabilityBin(double low, double high, int images, double confidence, double accuracy) {}
