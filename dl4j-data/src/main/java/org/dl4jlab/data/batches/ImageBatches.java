package org.dl4jlab.data.batches;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * DL4J's iterator over a view of images: shuffled anew in each epoch, augmented, normalised, in batches of which the
 * last may be smaller, prepared ahead by worker threads or made on demand ({@link Builder#onDemand()}).
 *
 * <p>Features are float {@code [batch, channels, height, width]}, or {@code [batch, channels * height * width]} if
 * {@link Builder#flat()}; labels are float {@code [batch, classes]}, one-hot, smoothed or mixed. The contents of a batch depend
 * only on the builder's values, the epoch and the number of the batch: they are the same bits for any number of workers.
 *
 * <p><b>Lifetime of a batch.</b> The arrays of a returned {@link DataSet} are reused: they are valid until the next call
 * of {@link #next()}, {@link #reset()}, {@link #epoch(int)}, {@link #seek(Position)} or {@link #close()}. Whoever keeps
 * batches longer asks for {@link Builder#freshArrays()} or copies them.
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

    private ImageBatches(BatchPlan plan, BatchSlots slots, Prefetcher<BatchArrays> prefetcher) {
        this.plan = plan;
        this.slots = slots;
        this.prefetcher = prefetcher;
    }

    /** Starts to describe batches of a view's images. */
    public static Builder of(ImageView view) {
        return new Builder(view);
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

    /** Ends the workers; {@link #next()} fails afterwards. May be called again. */
    @Override
    public void close() {
        prefetcher.close();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(
                ImageBatches.class.getName() + " holds threads; store its position() and build it again");
    }

    /** Describes batches; each method returns the builder itself. */
    public static final class Builder {

        private final ImageView view;
        private final ImageShape shape;
        private int batchSize;
        private EpochOrder order;
        private List<ImageStep> steps = List.of();
        private long augmentSeed;
        private ImageMixing mixing;
        private PixelPermutation permutation;
        private Normalization normalization;
        private double labelSmoothing;
        private boolean flat;
        private boolean reuse = true;
        private boolean shared;
        private int workers = 1;
        private int prefetch = 4;

        private Builder(ImageView view) {
            this.view = view;
            this.shape = view.set().shape();
            this.order = EpochOrder.sequential(view.size());
            this.normalization = Normalization.identity(shape.channels());
        }

        /**
         * Images in a batch; must be given.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder batchSize(int size) {
            if (size < 1) {
                throw new IllegalArgumentException("the batch size must be at least 1, got " + size);
            }
            this.batchSize = size;
            return this;
        }

        /** Visits the images in a new random order in each epoch; without this, in the view's order. */
        public Builder shuffle(long seed) {
            this.order = EpochOrder.shuffled(view.size(), seed);
            return this;
        }

        /** Visits the images in one random order, the same in each epoch. */
        public Builder shuffleOnce(long seed) {
            this.order = EpochOrder.shuffledOnce(view.size(), seed);
            return this;
        }

        /** Visits the images of the first class, then those of the second, and so on. */
        public Builder sortByClass() {
            this.order = EpochOrder.byClass(view);
            return this;
        }

        /**
         * Visits as many images as the view has in each epoch, but equally many of every class, in random order: images of a
         * rare class come several times, each time augmented in another way, and those of a frequent one take turns from
         * epoch to epoch.
         *
         * @param seed decides which images, and their order
         */
        public Builder balance(long seed) {
            this.order = EpochOrder.balanced(view, seed);
            return this;
        }

        /**
         * Changes each image by these steps in turn, before permutation and normalisation.
         *
         * @param seed of all random choices of the steps, each of which has its own
         * @throws IllegalArgumentException if a step cannot work on images of this shape
         */
        public Builder augment(long seed, ImageStep... steps) {
            for (ImageStep step : steps) {
                step.check(shape);
            }
            this.augmentSeed = seed;
            this.steps = List.of(steps);
            return this;
        }

        /**
         * Mixes each image, after all other augmentation, with another one of the same epoch, and its target probabilities
         * in the same shares. Its random choices come from the seed given to {@link #augment}, apart from those of the steps.
         */
        public Builder mix(ImageMixing mixing) {
            this.mixing = mixing;
            return this;
        }

        /**
         * Moves the pixels of every image to other places, after all augmentation.
         *
         * @throws IllegalArgumentException if it is for another number of pixels
         */
        public Builder permutation(PixelPermutation permutation) {
            permutation.check(shape);
            this.permutation = permutation;
            return this;
        }

        /**
         * How bytes become numbers; without this they are scaled to [0, 1].
         *
         * @throws IllegalArgumentException if it is for another number of channels
         */
        public Builder normalize(Normalization normalization) {
            if (normalization.channels() != shape.channels()) {
                throw new IllegalArgumentException(
                        "the normalisation has " + normalization.channels() + " channels but the images are " + shape);
            }
            this.normalization = normalization;
            return this;
        }

        /** Makes the features {@code [batch, channels * height * width]}, for fully connected networks. */
        public Builder flat() {
            this.flat = true;
            return this;
        }

        /**
         * Gives the true class the target probability {@code 1 - smoothing + smoothing / classes} and every other
         * {@code smoothing / classes}; 0, the default, is one-hot.
         *
         * @throws IllegalArgumentException if outside [0, 1)
         */
        public Builder labelSmoothing(double smoothing) {
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("label smoothing must be from 0 to below 1, got " + smoothing);
            }
            this.labelSmoothing = smoothing;
            return this;
        }

        /** Gives every batch arrays of its own, which stay valid as long as they are referenced; slower. */
        public Builder freshArrays() {
            this.reuse = false;
            return this;
        }

        /**
         * Threads that prepare batches ahead; 1 by default. With 0, {@link ImageBatches#next()} does the work itself.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder workers(int workers) {
            if (workers < 0) {
                throw new IllegalArgumentException("the number of workers must be at least 0, got " + workers);
            }
            this.workers = workers;
            return this;
        }

        /**
         * Makes each batch when it is asked for, by the asking thread together with idle ones, instead of preparing it
         * ahead. For networks whose steps keep all cores busy: a thread that prepares ahead takes the core from one of
         * those that share a step, and the others wait for it.
         */
        public Builder onDemand() {
            this.shared = true;
            return this;
        }

        /**
         * Batches that may lie ready at once; 4 by default.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Builder prefetch(int batches) {
            if (batches < 1) {
                throw new IllegalArgumentException(
                        "the number of prefetched batches must be at least 1, got " + batches);
            }
            this.prefetch = batches;
            return this;
        }

        /**
         * Only the contents, for a {@link BatchFiller}.
         *
         * @throws IllegalStateException if no batch size was given or a batch would exceed 2 GiB
         */
        public BatchPlan plan() {
            if (batchSize == 0) {
                throw new IllegalStateException("give a batch size: ImageBatches.of(view).batchSize(64)…");
            }
            BatchPlan plan =
                    new BatchPlan(view, batchSize, order, steps, augmentSeed, mixing, permutation, normalization);
            if ((long) plan.capacity() * shape.size() * Float.BYTES > Integer.MAX_VALUE) {
                throw new IllegalStateException("a batch of " + plan.capacity() + " images " + shape
                        + " exceeds 2 GiB; choose a smaller batch size than " + batchSize);
            }
            return plan;
        }

        /**
         * The iterator, at the start of epoch 0.
         *
         * @throws IllegalStateException as {@link #plan()}
         */
        public ImageBatches build() {
            BatchPlan plan = plan();
            BatchSlots slots =
                    new BatchSlots(plan, new LabelCoding(view.set().classCount(), labelSmoothing), flat, reuse, shared);
            return new ImageBatches(
                    plan, slots, new Prefetcher<>(shared ? 0 : workers, prefetch, reuse, slots::create, slots::fill));
        }
    }
}
