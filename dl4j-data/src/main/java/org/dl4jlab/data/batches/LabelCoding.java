package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Class indices as the target probabilities {@code [batch, classes]}: {@code 1 - smoothing + smoothing / classes} for the
 * true class and {@code smoothing / classes} for the others; without smoothing this is one-hot.
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

    void write(int[] labels, int count, FloatBuffer target) {
        for (int k = 0; k < count; k++) {
            target.put(k * rows.length, rows[labels[k]]);
        }
    }
}
