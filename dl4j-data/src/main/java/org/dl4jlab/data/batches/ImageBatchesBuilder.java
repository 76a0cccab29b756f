package org.dl4jlab.data.batches;

import java.util.List;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;

/** Describes {@link ImageBatches}, which begin it; each method returns the builder itself. */
public final class ImageBatchesBuilder {

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

    ImageBatchesBuilder(ImageView view) {
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
    public ImageBatchesBuilder batchSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("the batch size must be at least 1, got " + size);
        }
        this.batchSize = size;
        return this;
    }

    /** Visits the images in a new random order in each epoch; without this, in the view's order. */
    public ImageBatchesBuilder shuffle(long seed) {
        this.order = EpochOrder.shuffled(view.size(), seed);
        return this;
    }

    /** Visits the images in one random order, the same in each epoch. */
    public ImageBatchesBuilder shuffleOnce(long seed) {
        this.order = EpochOrder.shuffledOnce(view.size(), seed);
        return this;
    }

    /** Visits the images of the first class, then those of the second, and so on. */
    public ImageBatchesBuilder sortByClass() {
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
    public ImageBatchesBuilder balance(long seed) {
        this.order = EpochOrder.balanced(view, seed);
        return this;
    }

    /**
     * Changes each image by these steps in turn, before permutation and normalisation.
     *
     * @param seed of all random choices of the steps, each of which has its own
     * @throws IllegalArgumentException if a step cannot work on images of this shape
     */
    public ImageBatchesBuilder augment(long seed, ImageStep... steps) {
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
    public ImageBatchesBuilder mix(ImageMixing mixing) {
        this.mixing = mixing;
        return this;
    }

    /**
     * Moves the pixels of every image to other places, after all augmentation.
     *
     * @throws IllegalArgumentException if it is for another number of pixels
     */
    public ImageBatchesBuilder permutation(PixelPermutation permutation) {
        permutation.check(shape);
        this.permutation = permutation;
        return this;
    }

    /**
     * How bytes become numbers; without this they are scaled to [0, 1].
     *
     * @throws IllegalArgumentException if it is for another number of channels
     */
    public ImageBatchesBuilder normalize(Normalization normalization) {
        if (normalization.channels() != shape.channels()) {
            throw new IllegalArgumentException(
                    "the normalisation has " + normalization.channels() + " channels but the images are " + shape);
        }
        this.normalization = normalization;
        return this;
    }

    /** Makes the features {@code [batch, channels * height * width]}, for fully connected networks. */
    public ImageBatchesBuilder flat() {
        this.flat = true;
        return this;
    }

    /**
     * Gives the true class the target probability {@code 1 - smoothing + smoothing / classes} and every other
     * {@code smoothing / classes}; 0, the default, is one-hot.
     *
     * @throws IllegalArgumentException if outside [0, 1)
     */
    public ImageBatchesBuilder labelSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must be from 0 to below 1, got " + smoothing);
        }
        this.labelSmoothing = smoothing;
        return this;
    }

    /** Gives every batch arrays of its own, which stay valid as long as they are referenced; slower. */
    public ImageBatchesBuilder freshArrays() {
        this.reuse = false;
        return this;
    }

    /**
     * Threads that prepare batches ahead; 1 by default. With 0, {@link ImageBatches#next()} does the work itself.
     *
     * @throws IllegalArgumentException if negative
     */
    public ImageBatchesBuilder workers(int workers) {
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
    public ImageBatchesBuilder onDemand() {
        this.shared = true;
        return this;
    }

    /**
     * Batches that may lie ready at once; 4 by default.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ImageBatchesBuilder prefetch(int batches) {
        if (batches < 1) {
            throw new IllegalArgumentException("the number of prefetched batches must be at least 1, got " + batches);
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
        BatchPlan plan = new BatchPlan(view, batchSize, order, steps, augmentSeed, mixing, permutation, normalization);
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
                plan,
                slots,
                new Prefetcher<>(
                        shared ? 0 : workers, prefetch, reuse, slots::create, slots::fill, BatchArrays::release));
    }
}
