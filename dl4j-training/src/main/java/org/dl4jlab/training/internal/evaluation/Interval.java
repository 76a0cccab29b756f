package org.dl4jlab.training.internal.evaluation;

/**
 * Where a quantity measured on some images lies for all images of the kind, with 95 % confidence. It covers the choice of
 * test images, not the seed.
 *
 * @param low end
 * @param high end
 */
public record Interval(double low, double high) {

    private static final double Z = 1.959964;

    /**
     * Of an accuracy (Wilson, "Probable inference, the law of succession, and statistical inference", 1927).
     *
     * @param accuracy in [0, 1]
     * @param images it was measured on, at least 1
     */
    public static Interval ofAccuracy(double accuracy, int images) {
        double z2 = Z * Z;
        double center = (accuracy + z2 / (2 * images)) / (1 + z2 / images);
        double half =
                Z * Math.sqrt(accuracy * (1 - accuracy) / images + z2 / (4.0 * images * images)) / (1 + z2 / images);
        return new Interval(Math.max(0, center - half), Math.min(1, center + half));
    }
}
