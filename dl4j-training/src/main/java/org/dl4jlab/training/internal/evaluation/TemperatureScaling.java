package org.dl4jlab.training.internal.evaluation;

/**
 * Divides logits by one number, so that probabilities become less sure (above 1) or more (below 1) and every prediction
 * stays. The number is fitted on validation images, never on those that are then evaluated.
 *
 * <p>Source: C. Guo et al., "On Calibration of Modern Neural Networks", 2017, section 4.2.
 *
 * @param temperature above 0
 */
public record TemperatureScaling(double temperature) {

    private static final double SMALLEST_PROBABILITY = Float.MIN_VALUE;
    private static final double COLDEST = 0.01;
    private static final double HOTTEST = 100;
    private static final int HALVINGS = 60;

    /**
     * The temperature of lowest log loss, from 0.01 to 100. The log loss is convex in its inverse, so its derivative has one
     * zero, which is found by bisection.
     *
     * @param validation images that were not trained on
     */
    public static TemperatureScaling fit(ScoredImages validation) {
        double[][] logits = logits(validation);
        double low = 1 / HOTTEST;
        double high = 1 / COLDEST;
        for (int k = 0; k < HALVINGS; k++) {
            double middle = Math.sqrt(low * high);
            // Where all images are right, the loss falls without end and is flat at last.
            if (slope(validation, logits, middle) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new TemperatureScaling(1 / Math.sqrt(low * high));
    }

    /** The same images with scaled probabilities. */
    public ScoredImages apply(ScoredImages scored) {
        double[][] logits = logits(scored);
        float[][] scaled = new float[scored.size()][scored.classes()];
        for (int i = 0; i < scaled.length; i++) {
            double[] row = softmax(logits[i], 1 / temperature);
            for (int c = 0; c < row.length; c++) {
                scaled[i][c] = (float) row[c];
            }
        }
        return new ScoredImages(scored.classes(), scored.labels(), scaled);
    }

    /** Logarithms of probabilities are logits up to a constant, which softmax does not see. */
    private static double[][] logits(ScoredImages scored) {
        double[][] logits = new double[scored.size()][scored.classes()];
        for (int i = 0; i < logits.length; i++) {
            for (int c = 0; c < logits[i].length; c++) {
                logits[i][c] = Math.log(Math.max(scored.probabilities()[i][c], SMALLEST_PROBABILITY));
            }
        }
        return logits;
    }

    /** Derivative of the summed log loss by the inverse temperature: the expected logit less that of the true class. */
    private static double slope(ScoredImages scored, double[][] logits, double inverse) {
        double slope = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] p = softmax(logits[i], inverse);
            for (int c = 0; c < p.length; c++) {
                slope += p[c] * logits[i][c];
            }
            slope -= logits[i][scored.labels()[i]];
        }
        return slope;
    }

    private static double[] softmax(double[] logits, double inverse) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            highest = Math.max(highest, logit);
        }
        double[] p = new double[logits.length];
        double sum = 0;
        for (int c = 0; c < p.length; c++) {
            p[c] = Math.exp((logits[c] - highest) * inverse);
            sum += p[c];
        }
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }
}
