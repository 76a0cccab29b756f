package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/**
 * One change to one image of unsigned bytes {@code [channels, height, width]}; the shape stays. Implementations are
 * immutable, and what they do depends only on the image and on the {@link RandomDraws}.
 */
public interface ImageStep {

    /**
     * Reads an image from {@code source} and writes the changed one to {@code target}. The two ranges must not overlap.
     *
     * @param source holds the image in {@code shape.size()} bytes from index {@code from}
     * @param target takes the result in {@code shape.size()} bytes from index {@code to}
     * @param choices the random numbers of this step for this image in this epoch
     */
    void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices);

    /**
     * Tells before the first image whether this step can work on images of a shape.
     *
     * @throws IllegalArgumentException if it cannot, saying why
     */
    default void check(ImageShape shape) {}
}
