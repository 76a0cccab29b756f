package org.dl4jlab.data.catalog;

import java.nio.file.Path;
import org.dl4jlab.data.image.ImageShape;

/**
 * A user's own pictures: a folder with one sub-folder for each class, named as the class, or with two folders
 * {@code train} and {@code test} of that kind. Every picture is stretched to one shape.
 *
 * @param root the folder
 * @param shape to bring every picture to; 1 channel for grey, 3 for RGB
 * @param testFraction part of each class that is held back for testing, in (0, 1); not used where {@code test} is there
 * @param seed chooses the pictures that are held back
 */
public record ImageFolder(Path root, ImageShape shape, double testFraction, long seed) {

    private static final double USUAL_TEST_FRACTION = 0.2;

    public ImageFolder {
        if (shape.channels() != 1 && shape.channels() != 3) {
            throw new IllegalArgumentException("pictures have 1 channel (grey) or 3 (RGB), got " + shape.channels());
        }
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException("testFraction must be between 0 and 1, got " + testFraction);
        }
    }

    /** Holds a fifth of each class back for testing. */
    public static ImageFolder of(Path root, ImageShape shape) {
        return new ImageFolder(root, shape, USUAL_TEST_FRACTION, 0);
    }
}
