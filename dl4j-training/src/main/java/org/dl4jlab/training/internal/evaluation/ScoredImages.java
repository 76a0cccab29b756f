package org.dl4jlab.training.internal.evaluation;

import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;

/**
 * True classes and predicted probabilities of some images: what all metrics are computed from.
 *
 * @param classes number of classes
 * @param labels true class of each image
 * @param probabilities {@code [images][classes]}, each row summing to 1; shared, not to be written to
 */
public record ScoredImages(int classes, int[] labels, float[][] probabilities) {

    /** @throws IllegalArgumentException if there are no images, or the sizes do not agree */
    public ScoredImages {
        if (labels.length == 0) {
            throw new IllegalArgumentException("there are no images to evaluate on");
        }
        if (labels.length != probabilities.length) {
            throw new IllegalArgumentException(
                    labels.length + " labels do not fit " + probabilities.length + " predictions");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes || probabilities[i].length != classes) {
                throw new IllegalArgumentException("image " + i + " has label " + labels[i] + " and "
                        + probabilities[i].length + " probabilities, but there are " + classes + " classes");
            }
        }
    }

    /** What was predicted in an evaluation. */
    public static ScoredImages of(Evaluation evaluation) {
        return new ScoredImages(
                evaluation.confusion().length,
                evaluation.predictions().stream().mapToInt(Prediction::label).toArray(),
                evaluation.predictions().stream().map(Prediction::probabilities).toArray(float[][]::new));
    }

    /** Number of images. */
    public int size() {
        return labels.length;
    }

    /** The class of highest probability; the lowest index among equals. */
    public int predicted(int image) {
        float[] row = probabilities[image];
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            if (row[c] > row[best]) {
                best = c;
            }
        }
        return best;
    }

    /** Number of images by {@code [true class][predicted class]}. */
    public int[][] confusion() {
        int[][] confusion = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            confusion[labels[i]][predicted(i)]++;
        }
        return confusion;
    }
}
