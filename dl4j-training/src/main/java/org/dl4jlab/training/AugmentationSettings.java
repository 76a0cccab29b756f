package org.dl4jlab.training;

import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How training images are changed at random, anew in each epoch. Tests see the images as they are.
 *
 * @param crop pixels by which an image is padded on each side before a window of its size is cut out; 0 for none
 * @param border what the padding holds
 * @param flip whether images are mirrored left to right
 * @param cutout side in pixels of the square that is hidden; 0 for none
 */
public record AugmentationSettings(
        @Setting(value = "pixels of padding before a random crop, 0 for none", min = 0, max = 100)
        int crop,

        @Setting("what the padding holds") PadAndCrop.Border border,

        @Setting("mirroring of training images") Flip flip,

        @Setting(value = "side of the hidden square in pixels, 0 for none", min = 0, max = 1000)
        int cutout) {

    /** When an image is mirrored. */
    public enum Flip {
        NONE,
        /** In half of the cases, anew in each epoch. */
        RANDOM,
        /** A random half of the images in one epoch, the other half in the next. */
        ALTERNATING
    }

    /** @throws InvalidInputException if a value lies outside of its range */
    public AugmentationSettings {
        Settings.check(AugmentationSettings.class, crop, border, flip, cutout);
    }

    private static final AugmentationSettings NONE = new AugmentationSettings(0, PadAndCrop.Border.ZERO, Flip.NONE, 0);

    /** Images as they are. */
    public static AugmentationSettings none() {
        return NONE;
    }

    /** The usual choice for CIFAR-10: shifted by up to 4 pixels over black, and mirrored in half of the cases. */
    public static AugmentationSettings cropAndFlip() {
        return new AugmentationSettings(4, PadAndCrop.Border.ZERO, Flip.RANDOM, 0);
    }

    public AugmentationSettings withCrop(int value) {
        return new AugmentationSettings(value, border, flip, cutout);
    }

    public AugmentationSettings withBorder(PadAndCrop.Border value) {
        return new AugmentationSettings(crop, value, flip, cutout);
    }

    public AugmentationSettings withFlip(Flip value) {
        return new AugmentationSettings(crop, border, value, cutout);
    }

    public AugmentationSettings withCutout(int value) {
        return new AugmentationSettings(crop, border, flip, value);
    }
}
