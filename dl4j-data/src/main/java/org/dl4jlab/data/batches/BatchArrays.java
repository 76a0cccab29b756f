package org.dl4jlab.data.batches;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch. */
final class BatchArrays {

    private final LabelCoding coding;
    private final int[] labels;
    private final int[] images;
    private final FloatArray features;
    private final FloatArray targets;
    private int length;

    /** @param capacity most images that a batch in these arrays can have */
    BatchArrays(BatchPlan plan, LabelCoding coding, boolean flat, int capacity) {
        this.coding = coding;
        this.labels = new int[capacity];
        this.images = new int[capacity];
        ImageShape shape = plan.shape();
        this.features = flat
                ? FloatArray.allocate(capacity, shape.size())
                : FloatArray.allocate(capacity, shape.channels(), shape.height(), shape.width());
        this.targets = FloatArray.allocate(capacity, coding.classes());
    }

    void fill(BatchFiller filler, int epoch, int batch) {
        length = filler.fill(epoch, batch, features.memory(), labels);
        System.arraycopy(filler.images(), 0, images, 0, length);
        coding.write(labels, length, targets.memory());
    }

    DataSet dataSet() {
        return new DataSet(features.rows(length), targets.rows(length));
    }

    /** Numbers of this batch's images in their set. */
    int[] images() {
        return Arrays.copyOf(images, length);
    }
}
