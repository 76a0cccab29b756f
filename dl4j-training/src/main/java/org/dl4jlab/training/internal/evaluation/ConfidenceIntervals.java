package org.dl4jlab.training.internal.evaluation;

import java.util.Arrays;
import org.dl4jlab.data.random.SplitMix64;

/**
 * How far metrics may lie from their values on all images of the kind, with 95 % confidence. They cover the choice of
 * images, not the seed of the training.
 *
 * @param accuracy by {@link Interval#ofAccuracy}
 * @param balancedAccuracy by the bootstrap
 * @param macroF1 by the bootstrap
 * @param weightedF1 by the bootstrap
 * @param logLoss by the bootstrap
 * @param brierScore by the bootstrap
 */
public record ConfidenceIntervals(
        Interval accuracy,
        Interval balancedAccuracy,
        Interval macroF1,
        Interval weightedF1,
        Interval logLoss,
        Interval brierScore) {

    private static final double TAIL = 0.025;
    private static final int SAMPLES = 1000;
    private static final long SEED = 95;

    /**
     * Draws 1,000 samples of as many images, with repeats, and takes the middle 95 % of each metric (Efron, 1979). The
     * samples are the same each time.
     */
    public static ConfidenceIntervals of(ScoredImages scored) {
        Losses losses = Losses.of(scored);
        double[][] drawn = new double[5][SAMPLES];
        for (int sample = 0; sample < SAMPLES; sample++) {
            losses.resample(scored.classes(), SplitMix64.child(SEED, sample), drawn, sample);
        }
        int right = 0;
        for (int i = 0; i < scored.size(); i++) {
            right += losses.labels[i] == losses.predicted[i] ? 1 : 0;
        }
        return new ConfidenceIntervals(
                Interval.ofAccuracy((double) right / scored.size(), scored.size()),
                middle(drawn[0]),
                middle(drawn[1]),
                middle(drawn[2]),
                middle(drawn[3]),
                middle(drawn[4]));
    }

    private static Interval middle(double[] values) {
        Arrays.sort(values);
        int cut = (int) Math.round(TAIL * values.length);
        return new Interval(values[cut], values[values.length - 1 - cut]);
    }

    /** What each image adds to the metrics. */
    private record Losses(int[] labels, int[] predicted, double[] logLoss, double[] brierScore) {

        static Losses of(ScoredImages scored) {
            int n = scored.size();
            Losses losses = new Losses(scored.labels(), new int[n], new double[n], new double[n]);
            for (int i = 0; i < n; i++) {
                ScoredImages one = new ScoredImages(
                        scored.classes(), new int[] {scored.labels()[i]}, new float[][] {scored.probabilities()[i]});
                losses.predicted[i] = one.predicted(0);
                losses.logLoss[i] = Metrics.logLoss(one);
                losses.brierScore[i] = Metrics.brierScore(one);
            }
            return losses;
        }

        void resample(int classes, long key, double[][] drawn, int sample) {
            int n = labels.length;
            int[] images = new int[classes];
            int[] taken = new int[classes];
            int[] right = new int[classes];
            double logSum = 0;
            double brierSum = 0;
            for (int k = 0; k < n; k++) {
                int i = SplitMix64.below(key, k, n);
                images[labels[i]]++;
                taken[predicted[i]]++;
                right[labels[i]] += labels[i] == predicted[i] ? 1 : 0;
                logSum += logLoss[i];
                brierSum += brierScore[i];
            }
            double recalls = 0;
            double f1 = 0;
            double weighted = 0;
            int present = 0;
            for (int c = 0; c < classes; c++) {
                if (images[c] > 0) {
                    ClassMetrics metrics = new ClassMetrics(images[c], taken[c], right[c], Double.NaN, Double.NaN);
                    recalls += metrics.recall();
                    f1 += metrics.f1();
                    weighted += metrics.f1() * images[c];
                    present++;
                }
            }
            drawn[0][sample] = recalls / present;
            drawn[1][sample] = f1 / present;
            drawn[2][sample] = weighted / n;
            drawn[3][sample] = logSum / n;
            drawn[4][sample] = brierSum / n;
        }
    }
}
