package org.dl4jlab.data.batches;

import java.nio.FloatBuffer;
import java.util.List;
import org.dl4jlab.data.augment.ImageStep;
import org.dl4jlab.data.augment.PixelPermutation;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageShape;

/**
 * Writes the batches of a {@link BatchPlan} into memory of the caller: images are collected and augmented as bytes, then
 * permuted and normalised by table on their way to the batch. Holds scratch memory, so it serves one thread at a time;
 * any number of fillers may share a plan and produce the same bits.
 */
public final class BatchFiller {

    /**
     * Bytes collected before they are normalised. Copying several images in a row lets the processor wait for main memory
     * for all of them at once, which halves the time of a small image; more would leave the level-2 cache.
     */
    private static final int CHUNK_BYTES = 128 * 1024;

    private final BatchPlan plan;
    private final ImageSet set;
    private final ImageShape shape;
    private final List<ImageStep> steps;
    private final float[][] tables;
    private final byte[] chunk;
    private final int chunkImages;
    private final byte[] between;
    private final byte[] betweenOther;
    private final float[] normalized;
    private final int[] images;

    public BatchFiller(BatchPlan plan) {
        this.plan = plan;
        this.set = plan.view().set();
        this.shape = plan.shape();
        this.steps = plan.steps();
        this.tables = new float[shape.channels()][];
        for (int c = 0; c < tables.length; c++) {
            tables[c] = plan.normalization().table(c);
        }
        this.chunkImages = Math.max(1, Math.min(plan.capacity(), CHUNK_BYTES / shape.size()));
        this.chunk = new byte[chunkImages * shape.size()];
        this.between = new byte[steps.size() > 1 ? shape.size() : 0];
        this.betweenOther = new byte[steps.size() > 2 ? shape.size() : 0];
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
            labels[k] = set.label(images[k]);
        }
        for (int first = 0; first < length; first += chunkImages) {
            int count = Math.min(chunkImages, length - first);
            for (int k = 0; k < count; k++) {
                collect(epoch, images[first + k], k * shape.size());
            }
            for (int k = 0; k < count; k++) {
                normalize(k * shape.size());
                features.put((first + k) * shape.size(), normalized);
            }
        }
        return length;
    }

    /** Numbers of the images of the batch that was written last; overwritten by the next, and longer if it was short. */
    int[] images() {
        return images;
    }

    private void collect(int epoch, int image, int to) {
        byte[] pixels = set.pixels();
        int from = set.offset(image);
        if (steps.isEmpty()) {
            System.arraycopy(pixels, from, chunk, to, shape.size());
            return;
        }
        int last = steps.size() - 1;
        for (int s = 0; s < last; s++) {
            byte[] target = (s & 1) == 0 ? between : betweenOther;
            steps.get(s).apply(pixels, from, target, 0, shape, plan.choices(s, epoch, image));
            pixels = target;
            from = 0;
        }
        steps.get(last).apply(pixels, from, chunk, to, shape, plan.choices(last, epoch, image));
    }

    private void normalize(int from) {
        int area = shape.area();
        PixelPermutation permutation = plan.permutation();
        for (int c = 0; c < tables.length; c++) {
            if (permutation == null) {
                lookUp(chunk, from + c * area, tables[c], normalized, c * area, area);
            } else {
                lookUp(chunk, from + c * area, permutation, tables[c], normalized, c * area, area);
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
