package org.dl4jlab.training;

import java.util.function.Consumer;
import org.dl4jlab.data.augment.PadAndCrop;
import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * How training images are changed at random, anew in each epoch. Validation and test images are never changed.
 *
 * @param crop pixels by which an image is padded on each side before a window of its size is cut out; 0 for none
 * @param border what lies beyond the edge of an image that is padded, rotated or shifted
 * @param flip whether images are mirrored left to right
 * @param cutout side in pixels of the square that is hidden; 0 for none
 * @param resizedCrop smallest share of the image's area in a window that is cut out and enlarged; 0 for none
 * @param rotation largest angle in degrees by which an image is rotated in either direction; 0 for none
 * @param brightness 0.4 stands for a factor from 0.6 to 1.4; 0 for none
 * @param contrast as brightness
 * @param saturation as brightness; colour images only
 * @param hue largest turn of the colour wheel to either side, 0.5 is half of it; colour images only
 * @param autoAugment random changes of many kinds
 * @param operations of RandAugment: changes to one image
 * @param magnitude of RandAugment: their strength, 30 is the strongest
 * @param mixUp alpha of the distribution of MixUp's shares; 0 for no MixUp
 * @param cutMix alpha of the distribution of CutMix's shares; 0 for no CutMix
 */
public record AugmentationSettings(
        @Setting(value = "pixels of padding before a random crop, 0 for none", min = 0, max = 100, onResume = true)
        int crop,

        @Setting(value = "what lies beyond the edge: crop, rotation, auto-augment", onResume = true)
        PadAndCrop.Border border,

        @Setting(value = "mirroring of training images", onResume = true)
        Flip flip,

        @Setting(value = "side of the hidden square in pixels, 0 for none", min = 0, max = 1000, onResume = true)
        int cutout,

        @Setting(
                value = "random resized crop: smallest share of the area, 0 for none",
                min = 0,
                max = 0.99,
                onResume = true)
        double resizedCrop,

        @Setting(value = "random rotation: largest angle in degrees, 0 for none", min = 0, max = 180, onResume = true)
        double rotation,

        @Setting(
                value = "colour jitter: change of brightness, 0.4 is usual, 0 for none",
                min = 0,
                max = 10,
                onResume = true)
        double brightness,

        @Setting(value = "colour jitter: change of contrast, 0 for none", min = 0, max = 10, onResume = true)
        double contrast,

        @Setting(value = "colour jitter: change of saturation, 0 for none", min = 0, max = 10, onResume = true)
        double saturation,

        @Setting(value = "colour jitter: turn of the colour wheel, 0 for none", min = 0, max = 0.5, onResume = true)
        double hue,

        @Setting(value = "random changes of many kinds", onResume = true)
        AutoAugment autoAugment,

        @Setting(value = "rand-augment: changes to one image", min = 1, max = 10, onResume = true)
        int operations,

        @Setting(value = "rand-augment: strength of the changes", min = 0, max = 30, onResume = true)
        int magnitude,

        @Setting(
                value = "MixUp: alpha of the Beta distribution of the mixing ratio, 0.2 is usual, 0 for none",
                min = 0,
                max = 100,
                onResume = true)
        double mixUp,

        @Setting(
                value = "CutMix: alpha of the Beta distribution of the mixing ratio, 1 is usual, 0 for none",
                min = 0,
                max = 100,
                onResume = true)
        double cutMix) {

    /** When an image is mirrored. */
    public enum Flip {
        NONE,
        /** In half of the cases, anew in each epoch. */
        RANDOM,
        /** A random half of the images in one epoch, the other half in the next. */
        ALTERNATING
    }

    /** Policies that need little or no tuning. */
    public enum AutoAugment {
        NONE,
        /** One change of any kind and strength (Müller and Hutter, 2021); nothing to choose. */
        TRIVIAL_AUGMENT,
        /** Some changes of one strength (Cubuk et al., 2020). */
        RAND_AUGMENT
    }

    /** @throws InvalidInputException if a value lies outside of its range */
    public AugmentationSettings {
        Settings.check(
                AugmentationSettings.class,
                crop,
                border,
                flip,
                cutout,
                resizedCrop,
                rotation,
                brightness,
                contrast,
                saturation,
                hue,
                autoAugment,
                operations,
                magnitude,
                mixUp,
                cutMix);
    }

    private static final AugmentationSettings NONE = new AugmentationSettings(
            0, PadAndCrop.Border.ZERO, Flip.NONE, 0, 0, 0, 0, 0, 0, 0, AutoAugment.NONE, 2, 9, 0, 0);

    /** Images as they are. */
    public static AugmentationSettings none() {
        return NONE;
    }

    /** The usual choice for CIFAR-10: shifted by up to 4 pixels over black, and mirrored in half of the cases. */
    public static AugmentationSettings cropAndFlip() {
        return NONE.withCrop(4).withFlip(Flip.RANDOM);
    }

    /** Whether two images are mixed into one. */
    public boolean mixes() {
        return mixUp > 0 || cutMix > 0;
    }

    public AugmentationSettings withCrop(int value) {
        return changed(draft -> draft.crop = value);
    }

    public AugmentationSettings withBorder(PadAndCrop.Border value) {
        return changed(draft -> draft.border = value);
    }

    public AugmentationSettings withFlip(Flip value) {
        return changed(draft -> draft.flip = value);
    }

    public AugmentationSettings withCutout(int value) {
        return changed(draft -> draft.cutout = value);
    }

    public AugmentationSettings withResizedCrop(double value) {
        return changed(draft -> draft.resizedCrop = value);
    }

    public AugmentationSettings withRotation(double value) {
        return changed(draft -> draft.rotation = value);
    }

    public AugmentationSettings withBrightness(double value) {
        return changed(draft -> draft.brightness = value);
    }

    public AugmentationSettings withContrast(double value) {
        return changed(draft -> draft.contrast = value);
    }

    public AugmentationSettings withSaturation(double value) {
        return changed(draft -> draft.saturation = value);
    }

    public AugmentationSettings withHue(double value) {
        return changed(draft -> draft.hue = value);
    }

    public AugmentationSettings withAutoAugment(AutoAugment value) {
        return changed(draft -> draft.autoAugment = value);
    }

    public AugmentationSettings withOperations(int value) {
        return changed(draft -> draft.operations = value);
    }

    public AugmentationSettings withMagnitude(int value) {
        return changed(draft -> draft.magnitude = value);
    }

    public AugmentationSettings withMixUp(double value) {
        return changed(draft -> draft.mixUp = value);
    }

    public AugmentationSettings withCutMix(double value) {
        return changed(draft -> draft.cutMix = value);
    }

    private AugmentationSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** The components of a copy before it is made. */
    private static final class Draft {
        private int crop;
        private PadAndCrop.Border border;
        private Flip flip;
        private int cutout;
        private double resizedCrop;
        private double rotation;
        private double brightness;
        private double contrast;
        private double saturation;
        private double hue;
        private AutoAugment autoAugment;
        private int operations;
        private int magnitude;
        private double mixUp;
        private double cutMix;

        Draft(AugmentationSettings from) {
            crop = from.crop;
            border = from.border;
            flip = from.flip;
            cutout = from.cutout;
            resizedCrop = from.resizedCrop;
            rotation = from.rotation;
            brightness = from.brightness;
            contrast = from.contrast;
            saturation = from.saturation;
            hue = from.hue;
            autoAugment = from.autoAugment;
            operations = from.operations;
            magnitude = from.magnitude;
            mixUp = from.mixUp;
            cutMix = from.cutMix;
        }

        AugmentationSettings settings() {
            return new AugmentationSettings(
                    crop,
                    border,
                    flip,
                    cutout,
                    resizedCrop,
                    rotation,
                    brightness,
                    contrast,
                    saturation,
                    hue,
                    autoAugment,
                    operations,
                    magnitude,
                    mixUp,
                    cutMix);
        }
    }
}
