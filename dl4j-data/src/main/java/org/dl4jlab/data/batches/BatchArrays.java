package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch and the filler that writes them. */
final class BatchArrays {

    private final BatchFiller filler;
    private final LabelCoding coding;
    private final int[] labels;
    private final FloatArray features;
    private final FloatArray targets;
    private int length;

    /** @param capacity most images that a batch in these arrays can have */
    BatchArrays(BatchPlan plan, LabelCoding coding, boolean flat, int capacity) {
        this.filler = new BatchFiller(plan);
        this.coding = coding;
        this.labels = new int[capacity];
        ImageShape shape = plan.shape();
        this.features = flat
                ? FloatArray.allocate(capacity, shape.size())
                : FloatArray.allocate(capacity, shape.channels(), shape.height(), shape.width());
        this.targets = FloatArray.allocate(capacity, coding.classes());
    }

    void fill(int epoch, int batch) {
        FloatBuffer memory = features.memory();
        length = filler.fill(epoch, batch, memory, labels);
        coding.write(labels, length, targets.memory());
    }

    DataSet dataSet() {
        return new DataSet(features.rows(length), targets.rows(length));
    }

    /** Numbers of this batch's images in their set. */
    int[] images() {
        return Arrays.copyOf(filler.images(), length);
    }
}
