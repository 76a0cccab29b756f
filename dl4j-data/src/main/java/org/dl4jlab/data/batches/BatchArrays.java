package org.dl4jlab.data.batches;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dl4jlab.data.image.ImageShape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** The arrays of one batch. */
final class BatchArrays {

    /** Some ten microseconds of work: less is not worth another thread's coming. */
    private static final int PIECE_BYTES = 24 * 1024;

    private final LabelCoding coding;
    private final BatchImages chosen;
    private final FloatArray features;
    private final FloatArray targets;

    /** @param capacity most images that a batch in these arrays can have */
    BatchArrays(BatchPlan plan, LabelCoding coding, boolean flat, int capacity) {
        this.coding = coding;
        this.chosen = new BatchImages(capacity);
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
        plan.choose(epoch, batch, chosen);
        coding.write(chosen, targets.memory());
        int length = chosen.length;
        int piece = shared ? Math.max(1, PIECE_BYTES / plan.shape().size()) : length;
        SharedWork.run((length + piece - 1) / piece, number -> {
            int from = number * piece;
            int to = Math.min(length, from + piece);
            writers.use(filler -> filler.write(epoch, chosen, from, to, features.memory()));
        });
    }

    /** Lends a filler, which serves one thread at a time. */
    interface Writers {
        void use(Consumer<BatchFiller> action);
    }

    DataSet dataSet() {
        return new Batch(features.rows(chosen.length), targets.rows(chosen.length));
    }

    /** ND4J refuses nearly all that can be done to a closed array, but would shuffle it at address 0, which ends the JVM. */
    private static final class Batch extends DataSet {

        private static final long serialVersionUID = 1L;

        Batch(INDArray features, INDArray labels) {
            super(features, labels);
        }

        @Override
        public void shuffle(long seed) {
            if (Stream.of(getFeatures(), getLabels()).anyMatch(array -> array != null && array.wasClosed())) {
                throw new IllegalStateException(
                        "this batch cannot be shuffled: its ImageBatches was closed; copy a batch that is to outlive it,"
                                + " or build with freshArrays()");
            }
            super.shuffle(seed);
        }
    }

    /** Gives the memory of the arrays back; see {@link FloatArray#release()}. */
    void release() {
        features.release();
        targets.release();
    }

    /** Numbers of this batch's images in their set. */
    int[] images() {
        return chosen.numbers();
    }
}
