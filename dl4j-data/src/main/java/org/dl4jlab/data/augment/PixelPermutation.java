package org.dl4jlab.data.augment;

import java.util.Arrays;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.random.SplitMix64;

/**
 * One fixed reordering of pixels for all images and channels alike: pixel {@code p} of the result is pixel
 * {@code source(p)} of the image. It destroys the neighbourhood that a convolution lives on and keeps everything that a
 * fully connected layer can use. Immutable.
 */
public final class PixelPermutation implements ImageStep {

    private final int[] sources;

    private PixelPermutation(int[] sources) {
        this.sources = sources;
    }

    /**
     * A random permutation.
     *
     * @param pixels of one channel, {@code height * width}, at least 1
     * @param seed decides the order
     * @throws IllegalArgumentException if there is no pixel
     */
    public static PixelPermutation random(int pixels, long seed) {
        if (pixels < 1) {
            throw new IllegalArgumentException("a permutation needs at least one pixel, got " + pixels);
        }
        int[] sources = new int[pixels];
        Arrays.setAll(sources, p -> p);
        SplitMix64.shuffle(sources, seed);
        return new PixelPermutation(sources);
    }

    /**
     * A given permutation.
     *
     * @param sources where each pixel of the result comes from; each of {@code 0 … length - 1} once
     * @throws IllegalArgumentException if a number is missing or repeated
     */
    public static PixelPermutation of(int... sources) {
        boolean[] seen = new boolean[sources.length];
        for (int p = 0; p < sources.length; p++) {
            int source = sources[p];
            if (source < 0 || source >= sources.length || seen[source]) {
                throw new IllegalArgumentException("not a permutation of " + sources.length + " pixels: entry " + p
                        + " is " + source + (source < 0 || source >= sources.length ? ", out of range" : ", repeated"));
            }
            seen[source] = true;
        }
        if (sources.length == 0) {
            throw new IllegalArgumentException("a permutation needs at least one pixel");
        }
        return new PixelPermutation(sources.clone());
    }

    /** Which pixel of the image comes to place {@code p} of the result. */
    public int source(int p) {
        return sources[p];
    }

    /** The permutation that undoes this one. */
    public PixelPermutation inverse() {
        int[] inverse = new int[sources.length];
        for (int p = 0; p < sources.length; p++) {
            inverse[sources[p]] = p;
        }
        return new PixelPermutation(inverse);
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        apply(source, from, target, to, shape);
    }

    /** As {@link #apply(byte[], int, byte[], int, ImageShape, RandomDraws)}; nothing here is random by image. */
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape) {
        for (int c = 0; c < shape.channels(); c++) {
            int channelFrom = from + c * shape.area();
            int channelTo = to + c * shape.area();
            for (int p = 0; p < sources.length; p++) {
                target[channelTo + p] = source[channelFrom + sources[p]];
            }
        }
    }

    @Override
    public void check(ImageShape shape) {
        if (shape.area() != sources.length) {
            throw new IllegalArgumentException("a permutation of " + sources.length + " pixels does not fit images "
                    + shape + " of " + shape.area() + " pixels");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelPermutation that && Arrays.equals(sources, that.sources);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sources);
    }

    @Override
    public String toString() {
        return "permutation of " + sources.length + " pixels";
    }
}
