package org.dl4jlab.training.internal.evaluation;

import java.util.Arrays;

/**
 * Images of a class against all others, in the order of the class's probability. Images of equal probability are one step
 * of every curve, so that their order in the data makes no difference.
 */
final class RankedScores {

    private final long positives;
    private final long negatives;

    // After each step down the ranking: positives and negatives above it.
    private final long[] positivesAbove;
    private final long[] negativesAbove;
    private final int steps;

    RankedScores(ScoredImages scored, int positiveClass) {
        int n = scored.size();
        long[] ranking = new long[n];
        for (int i = 0; i < n; i++) {
            // Positive floats order like their bits; the label rides in the lowest bit.
            long bits = Float.floatToIntBits(scored.probabilities()[i][positiveClass] + 0f);
            ranking[i] = bits << 1 | (scored.labels()[i] == positiveClass ? 1 : 0);
        }
        Arrays.sort(ranking);
        positivesAbove = new long[n];
        negativesAbove = new long[n];
        long positive = 0;
        int step = 0;
        for (int i = n - 1; i >= 0; i--) {
            positive += ranking[i] & 1;
            if (i == 0 || ranking[i] >> 1 != ranking[i - 1] >> 1) {
                positivesAbove[step] = positive;
                negativesAbove[step] = n - i - positive;
                step++;
            }
        }
        steps = step;
        positives = positive;
        negatives = n - positive;
    }

    /** Area under the ROC curve by trapezoids, which counts a tie as half (Mann and Whitney). */
    double rocArea() {
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        double area = 0;
        long lastPositives = 0;
        long lastNegatives = 0;
        for (int s = 0; s < steps; s++) {
            area += (negativesAbove[s] - lastNegatives) * (positivesAbove[s] + lastPositives) / 2.0;
            lastPositives = positivesAbove[s];
            lastNegatives = negativesAbove[s];
        }
        return area / ((double) positives * negatives);
    }

    /** Average precision: the sum over steps of the gain in recall times the precision there, without interpolation. */
    double prArea() {
        if (positives == 0 || negatives == 0) {
            return Double.NaN;
        }
        double area = 0;
        long lastPositives = 0;
        for (int s = 0; s < steps; s++) {
            double precision = (double) positivesAbove[s] / (positivesAbove[s] + negativesAbove[s]);
            area += (positivesAbove[s] - lastPositives) * precision;
            lastPositives = positivesAbove[s];
        }
        return area / positives;
    }
}
