package org.dl4jlab.training;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What a network says about one picture.
 *
 * @param classes all of them, the likeliest first (of equals the lower index)
 * @param changes what was done to the picture to make it like the training images, one phrase each, such as {@code
 *     "resized from 640 x 480 to 32 x 32"}; empty if it was taken as it is
 * @param seen the picture as the network was given it, before a permutation of its pixels
 */
public record Classification(List<RankedClass> classes, List<String> changes, BufferedImage seen) {

    public Classification {
        classes = List.copyOf(classes);
        changes = List.copyOf(changes);
    }

    /** The likeliest class. */
    public RankedClass best() {
        return classes.get(0);
    }
}
