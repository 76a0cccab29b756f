package org.dl4jlab.data.batches;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.dl4jlab.data.image.ImageView;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * DL4J's iterator over a view of images: shuffled anew in each epoch, augmented, normalised, in batches of which the
 * last may be smaller, prepared ahead by worker threads or made on demand ({@link ImageBatchesBuilder#onDemand()}).
 *
 * <p>Features are float {@code [batch, channels, height, width]}, or {@code [batch, channels * height * width]} if
 * {@link ImageBatchesBuilder#flat()}; labels are float {@code [batch, classes]}, one-hot, smoothed or mixed. The contents of a batch depend
 * only on the builder's values, the epoch and the number of the batch: they are the same bits for any number of workers.
 *
 * <p><b>Lifetime of a batch.</b> The arrays of a returned {@link DataSet} are reused: they are valid until the next call
 * of {@link #next()}, {@link #reset()}, {@link #epoch(int)}, {@link #seek(Position)} or {@link #close()}. Whoever keeps
 * batches longer asks for {@link ImageBatchesBuilder#freshArrays()} or copies them.
 *
 * <p>One thread at a time may use an iterator.
 */
public final class ImageBatches implements DataSetIterator, AutoCloseable {

    private final transient BatchPlan plan;
    private final transient BatchSlots slots;
    private final transient Prefetcher<BatchArrays> prefetcher;
    private transient DataSetPreProcessor preProcessor;
    private int epoch;
    private int batch;
    private transient int[] lastImages = {};

    ImageBatches(BatchPlan plan, BatchSlots slots, Prefetcher<BatchArrays> prefetcher) {
        this.plan = plan;
        this.slots = slots;
        this.prefetcher = prefetcher;
    }

    /** Starts to describe batches of a view's images. */
    public static ImageBatchesBuilder of(ImageView view) {
        return new ImageBatchesBuilder(view);
    }

    @Override
    public boolean hasNext() {
        return batch < plan.batches();
    }

    /**
     * The next batch of this epoch; see the class comment for how long it stays valid.
     *
     * @throws NoSuchElementException at the end of the epoch; {@link #reset()} starts the next
     * @throws IllegalStateException if the batch could not be made, with the cause (asking again tries again), or if the
     *     iterator was closed
     */
    @Override
    public DataSet next() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "epoch " + epoch + " has only " + plan.batches() + " batches; reset() starts the next epoch");
        }
        BatchArrays arrays = prefetcher.take(slots.number(epoch, batch));
        batch++;
        lastImages = arrays.images();
        DataSet dataSet = arrays.dataSet();
        if (preProcessor != null) {
            preProcessor.preProcess(dataSet);
        }
        return dataSet;
    }

    /**
     * Not supported, because batches are prepared ahead.
     *
     * @throws UnsupportedOperationException always, unless {@code num} is {@link #batch()}
     */
    @Override
    public DataSet next(int num) {
        if (num != plan.batchSize()) {
            throw new UnsupportedOperationException("the batch size is " + plan.batchSize() + ", a batch of " + num
                    + " cannot be made; build another ImageBatches for it");
        }
        return next();
    }

    /** The numbers in the {@link org.dl4jlab.data.image.ImageSet} of the images that {@link #next()} returned last. */
    public int[] lastImages() {
        return lastImages.clone();
    }

    /**
     * Goes to the start of the next epoch. Before the first batch of an epoch it does nothing, so that several calls in a
     * row, of a trainer and of its caller, skip no epoch.
     */
    @Override
    public void reset() {
        if (batch > 0) {
            epoch(epoch + 1);
        }
    }

    /** The current epoch, from 0. */
    public int epoch() {
        return epoch;
    }

    /**
     * Goes to the start of an epoch.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void epoch(int epoch) {
        seek(new Position(epoch, 0));
    }

    /** Where this iterator stands, to be stored with a checkpoint. */
    public Position position() {
        return new Position(epoch, batch);
    }

    /**
     * Goes to a position: the batches that follow are those that followed there in an uninterrupted run.
     *
     * @throws IllegalArgumentException if an epoch has fewer batches
     */
    public void seek(Position position) {
        if (position.batch() > plan.batches()) {
            throw new IllegalArgumentException(
                    "cannot go to batch " + position.batch() + "; an epoch has " + plan.batches() + " batches");
        }
        epoch = position.epoch();
        batch = position.batch();
    }

    /** What decides the contents of every batch; for a {@link BatchFiller}. */
    public BatchPlan plan() {
        return plan;
    }

    /** Batches in an epoch. */
    public int batches() {
        return plan.batches();
    }

    @Override
    public int batch() {
        return plan.batchSize();
    }

    @Override
    public int inputColumns() {
        return plan.shape().size();
    }

    @Override
    public int totalOutcomes() {
        return plan.view().set().classCount();
    }

    @Override
    public List<String> getLabels() {
        return plan.view().set().classNames();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** False: batches are already prepared ahead here, and DL4J's own queue would hold arrays that are being reused. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /**
     * Ends the workers and gives the memory of the batches back, without waiting for the garbage collector unless
     * somebody made views of them; {@link #next()} fails afterwards, and ND4J refuses to use a batch that was returned. May be
     * called again. If another
     * thread than the one that called {@link #next()} closes, or with {@link ImageBatchesBuilder#freshArrays()}, the
     * batches stay usable.
     */
    @Override
    public void close() {
        prefetcher.close();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(
                ImageBatches.class.getName() + " holds threads; store its position() and build it again");
    }
}
