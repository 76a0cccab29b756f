package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/** How far each {@link Operation} goes at full strength. */
enum MagnitudeRange {
    /** Of RandAugment (Cubuk et al., 2020). */
    STANDARD(0.3, 150 / 331.0, 0, 30, 0.9, 4),
    /** Of TrivialAugment (Müller and Hutter, 2021), "wide". */
    WIDE(0.99, 0, 32, 135, 0.99, 6);

    private final double shear;
    private final double translationShare;
    private final double translationPixels;
    private final double degrees;
    private final double enhancement;
    private final int bits;

    MagnitudeRange(
            double shear,
            double translationShare,
            double translationPixels,
            double degrees,
            double enhancement,
            int bits) {
        this.shear = shear;
        this.translationShare = translationShare;
        this.translationPixels = translationPixels;
        this.degrees = degrees;
        this.enhancement = enhancement;
        this.bits = bits;
    }

    /**
     * The argument of an operation: a slope, pixels, degrees, a factor, a number of bits, or a threshold.
     *
     * @param strength from 0, which changes nothing, to 1
     * @param sign 1 or -1: the direction of what has one
     */
    double amount(Operation operation, double strength, int sign, ImageShape shape) {
        return switch (operation) {
            case SHEAR_X, SHEAR_Y -> sign * strength * shear;
            case TRANSLATE_X -> sign * strength * (translationPixels + translationShare * shape.width());
            case TRANSLATE_Y -> sign * strength * (translationPixels + translationShare * shape.height());
            case ROTATE -> sign * strength * degrees;
            case BRIGHTNESS, CONTRAST, SATURATION, SHARPNESS -> 1 + sign * strength * enhancement;
            case POSTERIZE -> 8 - Math.round(strength * bits);
            case SOLARIZE -> Math.round(256 * (1 - strength));
            case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
        };
    }
}
