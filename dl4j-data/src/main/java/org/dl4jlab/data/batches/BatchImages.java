package org.dl4jlab.data.batches;

import java.util.Arrays;
import org.dl4jlab.data.augment.Mixture;

/** Which images make up a batch, and what they are mixed with; filled by {@link BatchPlan#choose}. */
final class BatchImages {

    /** Numbers of the images in their set. */
    final int[] images;

    /** Their classes. */
    final int[] labels;

    /** How often each image was visited before in the same epoch; 0 unless some are visited more than once. */
    final int[] copies;

    /** What each is mixed with; null entries where nothing is. */
    final Partner[] partners;

    int length;

    BatchImages(int capacity) {
        images = new int[capacity];
        labels = new int[capacity];
        copies = new int[capacity];
        partners = new Partner[capacity];
    }

    /**
     * The other image of a mixture.
     *
     * @param image number in its set
     * @param label its class
     * @param copy as in {@link #copies}
     * @param mixture of the two
     */
    record Partner(int image, int label, int copy, Mixture mixture) {}

    int[] numbers() {
        return Arrays.copyOf(images, length);
    }
}
