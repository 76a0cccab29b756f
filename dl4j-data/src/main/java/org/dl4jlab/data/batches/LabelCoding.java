package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Class indices as the target probabilities {@code [batch, classes]}: {@code 1 - smoothing + smoothing / classes} for the
 * true class and {@code smoothing / classes} for the others; without smoothing this is one-hot. A mixture of two images has
 * those of both, in its shares.
 *
 * <p>Source: C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", 2016, section 7.
 */
final class LabelCoding {

    private final float[][] rows;

    LabelCoding(int classes, double smoothing) {
        rows = new float[classes][classes];
        for (int label = 0; label < classes; label++) {
            Arrays.fill(rows[label], (float) (smoothing / classes));
            rows[label][label] = (float) (1 - smoothing + smoothing / classes);
        }
    }

    int classes() {
        return rows.length;
    }

    void write(BatchImages batch, FloatBuffer target) {
        float[] mixed = new float[rows.length];
        for (int k = 0; k < batch.length; k++) {
            float[] row = rows[batch.labels[k]];
            BatchImages.Partner partner = batch.partners[k];
            target.put(
                    k * rows.length,
                    partner == null
                            ? row
                            : mix(row, rows[partner.label()], partner.mixture().share(), mixed));
        }
    }

    private static float[] mix(float[] row, float[] other, double share, float[] mixed) {
        for (int c = 0; c < mixed.length; c++) {
            mixed[c] = (float) (share * row[c] + (1 - share) * other[c]);
        }
        return mixed;
    }
}
