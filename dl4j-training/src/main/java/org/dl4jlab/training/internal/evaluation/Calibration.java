package org.dl4jlab.training.internal.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say: of the images that a network is 80 % sure about, 80 % should be right. Images
 * are sorted into bins of equal width by the probability of the predicted class.
 *
 * <p>Source: C. Guo et al., "On Calibration of Modern Neural Networks", 2017.
 *
 * @param bins from the lowest confidence to the highest; some may be empty
 * @param expectedError mean over all images of the difference between a bin's mean confidence and accuracy (ECE)
 * @param largestError the largest such difference of a bin that is not empty (MCE)
 */
public record Calibration(List<Bin> bins, double expectedError, double largestError) {

    /** Number of bins, as in the paper. */
    public static final int BINS = 15;

    /**
     * One bin.
     *
     * @param low confidence at its lower end, not in it but for 0
     * @param high confidence at its upper end, in it
     * @param images in it
     * @param confidence mean probability of the predicted class; 0 if empty
     * @param accuracy share of right predictions; 0 if empty
     */
    public record Bin(double low, double high, int images, double confidence, double accuracy) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    public static Calibration of(ScoredImages scored) {
        int[] images = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        for (int i = 0; i < scored.size(); i++) {
            int predicted = scored.predicted(i);
            double sure = scored.probabilities()[i][predicted];
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(sure * BINS) - 1));
            images[bin]++;
            confidence[bin] += sure;
            right[bin] += predicted == scored.labels()[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        double expected = 0;
        double largest = 0;
        for (int b = 0; b < BINS; b++) {
            double sure = images[b] == 0 ? 0 : confidence[b] / images[b];
            double accuracy = images[b] == 0 ? 0 : (double) right[b] / images[b];
            bins.add(new Bin((double) b / BINS, (b + 1.0) / BINS, images[b], sure, accuracy));
            expected += Math.abs(sure - accuracy) * images[b] / scored.size();
            largest = Math.max(largest, Math.abs(sure - accuracy));
        }
        return new Calibration(bins, expected, largest);
    }
}
