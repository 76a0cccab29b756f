package org.dl4jlab.training.internal.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is computed from predictions on labelled images. Means over classes leave out classes without images.
 *
 * @param images evaluated
 * @param topK share of the images whose true class is among the 1, 2, … most probable, up to the fifth; ties count against
 *     the network
 * @param classes one per class
 * @param logLoss mean negative logarithm of the true class's probability, in nats
 * @param brierScore mean over the images of the summed squared differences between probabilities and one-hot truth, from 0
 *     to 2 (Brier, 1950)
 * @param calibration of the probability of the predicted class
 */
public record Metrics(
        int images,
        List<Double> topK,
        List<ClassMetrics> classes,
        double logLoss,
        double brierScore,
        Calibration calibration) {

    private static final int LARGEST_K = 5;
    private static final double SMALLEST_PROBABILITY = Float.MIN_VALUE;

    public Metrics {
        topK = List.copyOf(topK);
        classes = List.copyOf(classes);
    }

    public static Metrics of(ScoredImages scored) {
        return new Metrics(
                scored.size(),
                topK(scored),
                classes(scored),
                logLoss(scored),
                brierScore(scored),
                Calibration.of(scored));
    }

    /** Share of right predictions. */
    public double accuracy() {
        int right = classes.stream().mapToInt(ClassMetrics::right).sum();
        return (double) right / images;
    }

    /** Mean recall of the classes. */
    public double balancedAccuracy() {
        return mean(ClassMetrics::recall);
    }

    /** Mean F1 of the classes, each counting the same. */
    public double macroF1() {
        return mean(ClassMetrics::f1);
    }

    /** Mean F1 of the classes, each counting as often as it has images. */
    public double weightedF1() {
        return classes.stream().mapToDouble(c -> c.f1() * c.images()).sum() / images;
    }

    /** Mean precision of the classes. */
    public double macroPrecision() {
        return mean(ClassMetrics::precision);
    }

    /** Mean area under the one-against-rest ROC curves; NaN if there is only one class. */
    public double rocArea() {
        return mean(ClassMetrics::rocArea);
    }

    /** Mean area under the one-against-rest precision-recall curves; NaN if there is only one class. */
    public double prArea() {
        return mean(ClassMetrics::prArea);
    }

    private double mean(ToDoubleFunction<ClassMetrics> quantity) {
        return classes.stream()
                .filter(c -> c.images() > 0)
                .mapToDouble(quantity)
                .average()
                .orElse(Double.NaN);
    }

    private static List<Double> topK(ScoredImages scored) {
        int[] ranks = new int[scored.classes() + 1];
        for (int i = 0; i < scored.size(); i++) {
            ranks[rank(scored.probabilities()[i], scored.labels()[i], scored.predicted(i))]++;
        }
        List<Double> shares = new ArrayList<>();
        int within = 0;
        for (int k = 1; k <= Math.min(LARGEST_K, scored.classes()); k++) {
            within += ranks[k];
            shares.add((double) within / scored.size());
        }
        return shares;
    }

    /** 1 for the prediction itself; else one more than the classes that are at least as probable as the true one. */
    private static int rank(float[] row, int label, int predicted) {
        if (label == predicted) {
            return 1;
        }
        int rank = 0;
        for (float probability : row) {
            rank += probability >= row[label] ? 1 : 0;
        }
        return Math.max(2, rank);
    }

    private static List<ClassMetrics> classes(ScoredImages scored) {
        int[][] confusion = scored.confusion();
        List<ClassMetrics> classes = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int images = 0;
            int predicted = 0;
            for (int other = 0; other < confusion.length; other++) {
                images += confusion[c][other];
                predicted += confusion[other][c];
            }
            RankedScores ranked = new RankedScores(scored, c);
            classes.add(new ClassMetrics(images, predicted, confusion[c][c], ranked.rocArea(), ranked.prArea()));
        }
        return classes;
    }

    static double logLoss(ScoredImages scored) {
        double sum = 0;
        for (int i = 0; i < scored.size(); i++) {
            sum -= Math.log(Math.max(scored.probabilities()[i][scored.labels()[i]], SMALLEST_PROBABILITY));
        }
        return sum / scored.size();
    }

    static double brierScore(ScoredImages scored) {
        double sum = 0;
        for (int i = 0; i < scored.size(); i++) {
            for (int c = 0; c < scored.classes(); c++) {
                double difference = scored.probabilities()[i][c] - (c == scored.labels()[i] ? 1 : 0);
                sum += difference * difference;
            }
        }
        return sum / scored.size();
    }
}
