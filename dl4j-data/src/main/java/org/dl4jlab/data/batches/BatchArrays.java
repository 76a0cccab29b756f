package org.dl4jlab.data.batches;

import java.util.Arrays;
import java.util.function.Consumer;
import org.dl4jlab.data.image.ImageShape;
import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch. */
final class BatchArrays {

    /** Some ten microseconds of work: less is not worth another thread's coming. */
    private static final int PIECE_BYTES = 24 * 1024;

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

    /**
     * Fills the arrays, image after image or, if so wished, with the help of other threads.
     *
     * @param writers whoever writes images takes one of these
     */
    void fill(BatchPlan plan, Writers writers, boolean shared, int epoch, int batch) {
        length = plan.choose(epoch, batch, images, labels);
        coding.write(labels, length, targets.memory());
        int piece = shared ? Math.max(1, PIECE_BYTES / plan.shape().size()) : length;
        SharedWork.run((length + piece - 1) / piece, number -> {
            int from = number * piece;
            int to = Math.min(length, from + piece);
            writers.use(filler -> filler.write(epoch, images, from, to, features.memory()));
        });
    }

    /** Lends a filler, which serves one thread at a time. */
    interface Writers {
        void use(Consumer<BatchFiller> action);
    }

    DataSet dataSet() {
        return new DataSet(features.rows(length), targets.rows(length));
    }

    /** Numbers of this batch's images in their set. */
    int[] images() {
        return Arrays.copyOf(images, length);
    }
}
