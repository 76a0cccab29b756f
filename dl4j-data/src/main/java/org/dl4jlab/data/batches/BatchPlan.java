package org.dl4jlab.data.batches;

import java.util.List;
import org.dl4jlab.data.augment.Choices;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.image.Normalization;
import org.dl4jlab.data.random.SplitMix64;

/**
 * Everything that decides the contents of every batch of every epoch. Made by {@link ImageBatches.Builder#plan()};
 * immutable and shared by all who fill batches.
 */
public final class BatchPlan {

    private final ImageView view;
    private final int batchSize;
    private final EpochOrder order;
    private final List<ImageStep> steps;
    private final long augmentSeed;
    private final PixelPermutation permutation;
    private final Normalization normalization;

    BatchPlan(
            ImageView view,
            int batchSize,
            EpochOrder order,
            List<ImageStep> steps,
            long augmentSeed,
            PixelPermutation permutation,
            Normalization normalization) {
        this.view = view;
        this.batchSize = batchSize;
        this.order = order;
        this.steps = steps;
        this.augmentSeed = augmentSeed;
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
        int[] positions = order.positions(epoch);
        for (int k = 0; k < length; k++) {
            images[k] = view.index(positions[batch * batchSize + k]);
        }
        return length;
    }

    /**
     * Which images make up a batch, and their classes.
     *
     * @param images as in {@link #images}
     * @param labels takes the class indices
     * @return how many there are
     * @throws IndexOutOfBoundsException as {@link #images}
     */
    int choose(int epoch, int batch, int[] images, int[] labels) {
        int length = images(epoch, batch, images);
        for (int k = 0; k < length; k++) {
            labels[k] = view.set().label(images[k]);
        }
        return length;
    }

    List<ImageStep> steps() {
        return steps;
    }

    Choices choices(int step, int epoch, int image) {
        return new Choices(SplitMix64.child(augmentSeed, step), epoch, image);
    }

    /** Null where pixels keep their places. */
    PixelPermutation permutation() {
        return permutation;
    }

    Normalization normalization() {
        return normalization;
    }
}
