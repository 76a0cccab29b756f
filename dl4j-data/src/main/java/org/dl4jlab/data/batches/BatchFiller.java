package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;

/**
 * Writes the batches of a {@link BatchPlan} into memory of the caller: each image is augmented as bytes in the
 * processor's cache, then permuted and normalised by table on its way to the batch. Holds scratch memory, so it serves
 * one thread at a time; any number of fillers may share a plan and produce the same bits.
 */
public final class BatchFiller {

    private final BatchPlan plan;
    private final ImageSet set;
    private final ImageShape shape;
    private final float[][] tables;
    private final byte[] changed;
    private final byte[] changedBefore;
    private final float[] normalized;
    private final int[] images;

    public BatchFiller(BatchPlan plan) {
        this.plan = plan;
        this.set = plan.view().set();
        this.shape = plan.shape();
        this.tables = new float[shape.channels()][];
        for (int c = 0; c < tables.length; c++) {
            tables[c] = plan.normalization().table(c);
        }
        this.changed = new byte[shape.size()];
        this.changedBefore = new byte[shape.size()];
        this.normalized = new float[shape.size()];
        this.images = new int[plan.capacity()];
    }

    /**
     * Writes one batch.
     *
     * @param epoch from 0; decides the order and the augmentation
     * @param batch number within the epoch, from 0
     * @param features takes {@code [length, channels, height, width]} from index 0; its position is neither read nor
     *     changed
     * @param labels takes the class indices from index 0
     * @return the number of images in this batch
     * @throws IndexOutOfBoundsException if there is no such epoch or batch, or the memory is too small for it
     */
    public int fill(int epoch, int batch, FloatBuffer features, int[] labels) {
        int length = plan.images(epoch, batch, images);
        for (int k = 0; k < length; k++) {
            normalize(epoch, images[k]);
            features.put(k * shape.size(), normalized);
            labels[k] = set.label(images[k]);
        }
        return length;
    }

    /** Numbers of the images of the batch that was written last; overwritten by the next, and longer if it was short. */
    int[] images() {
        return images;
    }

    private void normalize(int epoch, int image) {
        byte[] pixels = set.pixels();
        int from = set.offset(image);
        List<ImageStep> steps = plan.steps();
        for (int s = 0; s < steps.size(); s++) {
            byte[] target = (s & 1) == 0 ? changed : changedBefore;
            steps.get(s).apply(pixels, from, target, 0, shape, plan.choices(s, epoch, image));
            pixels = target;
            from = 0;
        }
        int area = shape.area();
        PixelPermutation permutation = plan.permutation();
        for (int c = 0; c < tables.length; c++) {
            if (permutation == null) {
                lookUp(pixels, from + c * area, tables[c], normalized, c * area, area);
            } else {
                lookUp(pixels, from + c * area, permutation, tables[c], normalized, c * area, area);
            }
        }
    }

    private static void lookUp(byte[] pixels, int from, float[] table, float[] target, int to, int count) {
        for (int p = 0; p < count; p++) {
            target[to + p] = table[pixels[from + p] & 0xFF];
        }
    }

    private static void lookUp(
            byte[] pixels, int from, PixelPermutation permutation, float[] table, float[] target, int to, int count) {
        for (int p = 0; p < count; p++) {
            target[to + p] = table[pixels[from + permutation.source(p)] & 0xFF];
        }
    }
}
