package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/** Mirrors an image left to right in half of the cases, anew in each epoch. */
public record RandomFlip() implements ImageStep {

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        if (choices.below(0, 2) == 1) {
            Mirror.leftToRight(source, from, target, to, shape);
        } else {
            System.arraycopy(source, from, target, to, shape.size());
        }
    }
}
