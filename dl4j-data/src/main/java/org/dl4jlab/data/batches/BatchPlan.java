package org.dl4jlab.data.batches;

import java.util.List;
import org.dl4jlab.data.augment.ImageMixing;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.augment.RandomDraws;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.random.SplitMix64;

/**
 * Everything that decides the contents of every batch of every epoch. Made by {@link ImageBatchesBuilder#plan()};
 * immutable and shared by all who fill batches.
 */
public final class BatchPlan {

    /** Apart from the numbers of steps, which have seeds of the same parent. */
    private static final long MIXING = 1L << 40;

    /** Apart from all numbers of epochs, which are children of the same seed. */
    private static final long COPIES = 1L << 40;

    private final ImageView view;
    private final int batchSize;
    private final EpochOrder order;
    private final List<ImageStep> steps;
    private final long augmentSeed;
    private final ImageMixing mixing;
    private final PixelPermutation permutation;
    private final Normalization normalization;

    BatchPlan(
            ImageView view,
            int batchSize,
            EpochOrder order,
            List<ImageStep> steps,
            long augmentSeed,
            ImageMixing mixing,
            PixelPermutation permutation,
            Normalization normalization) {
        this.view = view;
        this.batchSize = batchSize;
        this.order = order;
        this.steps = steps;
        this.augmentSeed = augmentSeed;
        this.mixing = mixing;
        this.permutation = permutation;
        this.normalization = normalization;
    }

    public ImageView view() {
        return view;
    }

    public ImageShape shape() {
        return view.set().shape();
    }

    /** Images in every batch but the last of an epoch, which may have fewer. */
    public int batchSize() {
        return batchSize;
    }

    /** Batches in an epoch; 0 if the view is empty. */
    public int batches() {
        return (int) (((long) view.size() + batchSize - 1) / batchSize);
    }

    /**
     * Images in one batch.
     *
     * @param batch from 0 to {@code batches() - 1}
     */
    public int length(int batch) {
        return Math.min(batchSize, view.size() - batch * batchSize);
    }

    /** Images in the largest batch: the batch size, or the size of the view if that is smaller. */
    public int capacity() {
        return Math.min(batchSize, view.size());
    }

    /**
     * Which images make up a batch.
     *
     * @param images takes their numbers in the {@link org.dl4jlab.data.image.ImageSet}
     * @return how many there are
     * @throws IndexOutOfBoundsException if there is no such epoch or batch, or {@code images} is too short
     */
    public int images(int epoch, int batch, int[] images) {
        if (epoch < 0 || batch < 0 || batch >= batches()) {
            throw new IndexOutOfBoundsException("there is no batch " + batch + " in epoch " + epoch + "; an epoch has "
                    + batches() + " batches, numbered from 0");
        }
        int length = length(batch);
        int[] positions = order.visits(epoch).positions();
        for (int k = 0; k < length; k++) {
            images[k] = view.index(positions[batch * batchSize + k]);
        }
        return length;
    }

    /**
     * Which images make up a batch, their classes, and what they are mixed with.
     *
     * @param chosen takes them
     * @throws IndexOutOfBoundsException as {@link #images}
     */
    void choose(int epoch, int batch, BatchImages chosen) {
        chosen.length = images(epoch, batch, chosen.images);
        EpochOrder.Visits visits = order.visits(epoch);
        for (int k = 0; k < chosen.length; k++) {
            chosen.labels[k] = view.set().label(chosen.images[k]);
            chosen.copies[k] = visits.copy(batch * batchSize + k);
            chosen.partners[k] = mixing == null ? null : partner(epoch, visits, chosen.images[k], chosen.copies[k]);
        }
    }

    /** Any visit of the same epoch may be the other one, so that both are drawn from the same images. */
    private BatchImages.Partner partner(int epoch, EpochOrder.Visits visits, int image, int copy) {
        RandomDraws choices = choices(MIXING, epoch, image, copy);
        int visit = choices.below(0, visits.size());
        int other = view.index(visits.positions()[visit]);
        return new BatchImages.Partner(
                other, view.set().label(other), visits.copy(visit), mixing.draw(choices.apart(1), shape()));
    }

    /** Whether target probabilities are those of two images. */
    boolean mixes() {
        return mixing != null;
    }

    List<ImageStep> steps() {
        return steps;
    }

    /**
     * @param step number of the step
     * @param copy how often the image was visited before in this epoch: each visit is augmented in its own way
     */
    RandomDraws choices(long step, int epoch, int image, int copy) {
        long seed = SplitMix64.child(augmentSeed, step);
        return new RandomDraws(copy == 0 ? seed : SplitMix64.child(seed, COPIES + copy), epoch, image);
    }

    /** Null where pixels keep their places. */
    PixelPermutation permutation() {
        return permutation;
    }

    Normalization normalization() {
        return normalization;
    }
}
