package org.dl4jlab.data.batches;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    /** Eight pixels of a byte array at once, the first in the lowest byte. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final BatchPlan plan;
    private final ImageSet set;
    private final ImageShape shape;
    private final List<ImageStep> steps;
    private final float[][] tables;
    private final byte[] chunk;
    private final int chunkImages;
    private final byte[] between;
    private final byte[] betweenOther;
    private final byte[] other;
    private final float[] normalized;
    private final BatchImages chosen;

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
        this.between = new byte[!steps.isEmpty() ? shape.size() : 0];
        this.betweenOther = new byte[steps.size() > 1 ? shape.size() : 0];
        this.normalized = new float[shape.size()];
        this.other = new byte[plan.mixes() ? shape.size() : 0];
        this.chosen = new BatchImages(plan.capacity());
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
     * @throws IllegalStateException if the plan mixes images: a mixture has no single class
     */
    public int fill(int epoch, int batch, FloatBuffer features, int[] labels) {
        if (plan.mixes()) {
            throw new IllegalStateException(
                    "images of this plan are mixed, so they have no class index; ImageBatches gives their targets");
        }
        plan.choose(epoch, batch, chosen);
        System.arraycopy(chosen.labels, 0, labels, 0, chosen.length);
        write(epoch, chosen, 0, chosen.length, features);
        return chosen.length;
    }

    /**
     * Writes some images of a batch; the others may be written by other fillers at the same time.
     *
     * @param batch the images
     * @param from first to write
     * @param to one beyond the last to write
     * @param features of the whole batch
     */
    void write(int epoch, BatchImages batch, int from, int to, FloatBuffer features) {
        for (int first = from; first < to; first += chunkImages) {
            int count = Math.min(chunkImages, to - first);
            for (int k = 0; k < count; k++) {
                collect(epoch, batch, first + k, k * shape.size());
            }
            for (int k = 0; k < count; k++) {
                normalize(k * shape.size());
                features.put((first + k) * shape.size(), normalized);
            }
        }
    }

    private void collect(int epoch, BatchImages batch, int number, int to) {
        augment(epoch, batch.images[number], batch.copies[number], chunk, to);
        BatchImages.Partner partner = batch.partners[number];
        if (partner != null) {
            augment(epoch, partner.image(), partner.copy(), other, 0);
            partner.mixture().apply(chunk, to, other, 0, shape);
        }
    }

    private void augment(int epoch, int image, int copy, byte[] result, int to) {
        if (steps.isEmpty()) {
            set.read(image, result, to);
            return;
        }
        byte[] pixels = between;
        set.read(image, pixels, 0);
        int last = steps.size() - 1;
        for (int s = 0; s < last; s++) {
            byte[] target = (s & 1) == 0 ? betweenOther : between;
            steps.get(s).apply(pixels, 0, target, 0, shape, plan.choices(s, epoch, image, copy));
            pixels = target;
        }
        steps.get(last).apply(pixels, 0, result, to, shape, plan.choices(last, epoch, image, copy));
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

    /** Reading eight pixels at once saves a quarter of the time: the loop is bound by its loads. */
    private static void lookUp(byte[] pixels, int from, float[] table, float[] target, int to, int count) {
        int whole = count & ~7;
        for (int p = 0; p < whole; p += 8) {
            long eight = (long) EIGHT.get(pixels, from + p);
            int low = (int) eight;
            int high = (int) (eight >>> 32);
            int at = to + p;
            target[at] = table[low & 0xFF];
            target[at + 1] = table[low >>> 8 & 0xFF];
            target[at + 2] = table[low >>> 16 & 0xFF];
            target[at + 3] = table[low >>> 24];
            target[at + 4] = table[high & 0xFF];
            target[at + 5] = table[high >>> 8 & 0xFF];
            target[at + 6] = table[high >>> 16 & 0xFF];
            target[at + 7] = table[high >>> 24];
        }
        for (int p = whole; p < count; p++) {
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
