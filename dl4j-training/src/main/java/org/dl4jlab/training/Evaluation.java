package org.dl4jlab.training;

import java.util.Comparator;
import java.util.List;

/**
 * A network's predictions on a set of images and what they add up to.
 *
 * @param accuracy share of correct predictions, in [0, 1]
 * @param averageLoss mean negative log-likelihood of the true classes, in nats
 * @param confusion number of images by {@code [true class][predicted class]}
 * @param predictions one per image, in the order of evaluation
 */
public record Evaluation(double accuracy, double averageLoss, int[][] confusion, List<Prediction> predictions) {

    public Evaluation {
        predictions = List.copyOf(predictions);
    }

    /**
     * Adds up predictions.
     *
     * @param classes number of classes
     * @throws IllegalArgumentException if there is no prediction at all: no accuracy follows from nothing
     */
    public static Evaluation of(int classes, List<Prediction> predictions) {
        if (predictions.isEmpty()) {
            throw new IllegalArgumentException("there are no images to evaluate on");
        }
        int[][] confusion = new int[classes][classes];
        int correct = 0;
        double loss = 0;
        for (Prediction p : predictions) {
            confusion[p.label()][p.predicted()]++;
            correct += p.correct() ? 1 : 0;
            loss += p.loss();
        }
        int n = predictions.size();
        return new Evaluation((double) correct / n, loss / n, confusion, predictions);
    }

    /** Number of images. */
    public int count() {
        return predictions.size();
    }

    /** Number of correct predictions. */
    public int correct() {
        int trace = 0;
        for (int c = 0; c < confusion.length; c++) {
            trace += confusion[c][c];
        }
        return trace;
    }

    /** The wrong predictions of highest loss, worst first, at most {@code limit}. */
    public List<Prediction> worstErrors(int limit) {
        return predictions.stream()
                .filter(p -> !p.correct())
                .sorted(Comparator.comparingDouble(Prediction::loss).reversed().thenComparingInt(Prediction::index))
                .limit(limit)
                .toList();
    }

    /**
     * What a network said about one image.
     *
     * @param index of the image in its data set
     * @param label true class
     * @param predicted class of highest probability (the lowest index among equals)
     * @param probabilities of each class, {@code [classes]}, summing to 1; shared, do not write to it
     * @param loss negative logarithm of the true class's probability, in nats
     */
    public record Prediction(int index, int label, int predicted, float[] probabilities, double loss) {

        public boolean correct() {
            return label == predicted;
        }

        /** Probability of the predicted class, in [0, 1]. */
        public float confidence() {
            return probabilities[predicted];
        }
    }
}
