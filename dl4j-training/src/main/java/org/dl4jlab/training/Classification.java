package org.dl4jlab.training;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What a network says about one picture.
 *
 * @param classes all of them, the most probable first (the lower index first among equals)
 * @param changes what was done to the picture to make it like the training images, one phrase each, such as {@code
 *     "resized from 640 x 480 to 32 x 32"}; empty if nothing was done
 * @param seen the picture as the network received it, before any permutation of its pixels
 */
public record Classification(List<RankedClass> classes, List<String> changes, BufferedImage seen) {

    public Classification {
        classes = List.copyOf(classes);
        changes = List.copyOf(changes);
    }

    /** The most probable class. */
    public RankedClass best() {
        return classes.get(0);
    }

    /** How likely the network finds class 0, 1, …, each in [0, 1]. */
    public float[] probabilities() {
        float[] byIndex = new float[classes.size()];
        classes.forEach(ranked -> byIndex[ranked.index()] = ranked.probability());
        return byIndex;
    }

    /**
     * One class and how likely the network finds it.
     *
     * @param index of the class in the data set, from 0
     * @param name of the class
     * @param probability in [0, 1]
     */
    public record RankedClass(int index, String name, float probability) {}
}
