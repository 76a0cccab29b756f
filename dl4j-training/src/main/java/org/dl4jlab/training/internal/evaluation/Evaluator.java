package org.dl4jlab.training.internal.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Evaluation.Prediction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Runs a classifier over a set of images once and collects everything that is asked of it later. */
public final class Evaluator {

    // A probability that underflows to 0 in single precision has an infinite logarithm; this is the largest finite
    // loss.
    private static final double SMALLEST_PROBABILITY = Float.MIN_VALUE;

    /** Class probabilities {@code [batch, classes]} for features. */
    @FunctionalInterface
    public interface Classifier {
        INDArray probabilities(INDArray features);
    }

    private Evaluator() {}

    /**
     * Predicts every image of an epoch of batches.
     *
     * @param batches from their current position to the end of the epoch
     * @param progress told how many images are done after each batch; may throw to stop
     * @throws IllegalArgumentException if there are no images
     */
    public static Evaluation evaluate(Classifier classifier, ImageBatches batches, IntConsumer progress) {
        ImageSet images = batches.plan().view().set();
        List<Prediction> predictions = new ArrayList<>(batches.plan().view().size());
        while (batches.hasNext()) {
            DataSet batch = batches.next();
            int[] indices = batches.lastImages();
            float[][] rows = rows(classifier.probabilities(batch.getFeatures()));
            for (int i = 0; i < indices.length; i++) {
                predictions.add(prediction(indices[i], images.label(indices[i]), rows[i]));
            }
            progress.accept(predictions.size());
        }
        return Evaluation.of(images.classCount(), predictions);
    }

    /**
     * The rows of a matrix, copied at once: DL4J's {@code toFloatMatrix} makes an array object for each row, which takes longer
     * than a small network's prediction.
     */
    public static float[][] rows(INDArray matrix) {
        float[] all = matrix.dup('c').data().asFloat();
        int columns = matrix.columns();
        float[][] rows = new float[matrix.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    /** What probabilities say about an image of a known class. */
    public static Prediction prediction(int index, int label, float[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            if (probabilities[c] > probabilities[best]) {
                best = c;
            }
        }
        double loss = -Math.log(Math.max(probabilities[label], SMALLEST_PROBABILITY));
        return new Prediction(index, label, best, probabilities, loss);
    }
}
