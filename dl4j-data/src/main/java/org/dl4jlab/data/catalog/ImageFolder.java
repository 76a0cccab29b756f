package org.dl4jlab.data.catalog;

import java.nio.file.Path;
import org.dl4jlab.data.image.ImageShape;
import org.dl4jlab.data.picture.Fit;
import org.dl4jlab.data.picture.PicturePreprocessing;

/**
 * A person's own pictures: a folder with one sub-folder for each class, named as the class; such folders in {@code train},
 * {@code validation} (or {@code val}, {@code valid}) and {@code test}; a CSV or JSON-lines manifest of path and label; or a
 * zip or tar of these. Where there is no test part, pictures are held back by their content.
 *
 * @param root the folder, archive or manifest
 * @param preprocessing how a picture becomes an image
 * @param testFraction part of the pictures that is held back for testing, in (0, 1); not used where a test part is there
 * @param seed chooses the pictures that are held back
 */
public record ImageFolder(Path root, PicturePreprocessing preprocessing, double testFraction, long seed) {

    private static final double DEFAULT_TEST_FRACTION = 0.2;

    private static final ImageShape DEFAULT_SHAPE = new ImageShape(3, 32, 32);

    /** @throws IllegalArgumentException if the fraction is not between 0 and 1 */
    public ImageFolder {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException("testFraction must be between 0 and 1, got " + testFraction);
        }
    }

    /** RGB images of 32 x 32, stretched; a fifth of the pictures is held back for testing. */
    public static ImageFolder of(Path root) {
        return of(root, DEFAULT_SHAPE);
    }

    /** Images of a shape, stretched; a fifth of the pictures is held back for testing. */
    public static ImageFolder of(Path root, ImageShape shape) {
        return new ImageFolder(root, PicturePreprocessing.of(shape), DEFAULT_TEST_FRACTION, 0);
    }

    /** Shape of the images, {@code [channels, height, width]}. */
    public ImageShape shape() {
        return preprocessing.shape();
    }

    /** The same pictures, brought to another shape. */
    public ImageFolder withShape(ImageShape shape) {
        return with(new PicturePreprocessing(shape, preprocessing.fit(), preprocessing.style()));
    }

    /** The same pictures, with other proportions treated otherwise. */
    public ImageFolder withFit(Fit fit) {
        return with(preprocessing.withFit(fit));
    }

    /** The same pictures, prepared in another way. */
    public ImageFolder with(PicturePreprocessing other) {
        return new ImageFolder(root, other, testFraction, seed);
    }

    /** The same pictures, another part of them held back. */
    public ImageFolder withTestFraction(double fraction) {
        return new ImageFolder(root, preprocessing, fraction, seed);
    }

    /** The same pictures, others of them held back. */
    public ImageFolder withSeed(long other) {
        return new ImageFolder(root, preprocessing, testFraction, other);
    }
}
