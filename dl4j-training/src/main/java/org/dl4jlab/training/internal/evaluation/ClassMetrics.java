package org.dl4jlab.training.internal.evaluation;

/**
 * How well one class is told from all others. A share of nothing is 0: the precision of a class that was never predicted,
 * the recall of one that has no image.
 *
 * @param images of the class
 * @param predicted images that were taken for it
 * @param right images of the class that were taken for it
 * @param rocArea area under the receiver operating characteristic of its probability: the chance that an image of the
 *     class has a higher one than another image; NaN if all images or none are of the class
 * @param prArea average precision, the area under the curve of precision over recall as a sum of steps; NaN as above
 */
public record ClassMetrics(int images, int predicted, int right, double rocArea, double prArea) {

    /** Share of the images taken for the class that are of it. */
    public double precision() {
        return share(right, predicted);
    }

    /** Share of the images of the class that were taken for it. */
    public double recall() {
        return share(right, images);
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        return share(2.0 * right, images + predicted);
    }

    private static double share(double part, int whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
