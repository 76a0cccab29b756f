package org.dl4jlab.data.augment;

import org.dl4jlab.data.augment.PadAndCrop.Border;
import org.dl4jlab.data.image.ImageShape;

/** The changes that {@link TrivialAugment} and {@link RandAugment} choose among, as AutoAugment introduced them. */
enum Operation {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE,
    /** Last, because images without colour have the others only. */
    SATURATION;

    private static final Operation[] ALL = values();

    /** How many of the constants, from the first, do something to such images. */
    static int count(ImageShape shape) {
        return shape.channels() == 3 ? ALL.length : ALL.length - 1;
    }

    /** Constant {@code number} in their order. */
    static Operation at(int number) {
        return ALL[number];
    }

    /**
     * Changes an image.
     *
     * @param amount as {@link MagnitudeRange#amount} gives it: what it means depends on the operation
     * @param border what lies beyond the edge
     */
    void apply(double amount, byte[] source, int from, byte[] target, int to, ImageShape shape, Border border) {
        switch (this) {
            case IDENTITY -> System.arraycopy(source, from, target, to, shape.size());
            case SHEAR_X -> move(AffineMap.shearX(amount, shape), source, from, target, to, shape, border);
            case SHEAR_Y -> move(AffineMap.shearY(amount, shape), source, from, target, to, shape, border);
            case TRANSLATE_X -> move(AffineMap.translation(amount, 0), source, from, target, to, shape, border);
            case TRANSLATE_Y -> move(AffineMap.translation(0, amount), source, from, target, to, shape, border);
            case ROTATE -> move(AffineMap.rotation(amount, shape), source, from, target, to, shape, border);
            case BRIGHTNESS -> ToneCurve.brightness(amount).apply(source, from, target, to, shape.size());
            case CONTRAST ->
                ToneCurve.contrast(amount, source, from, shape).apply(source, from, target, to, shape.size());
            case SATURATION -> ColorShift.saturation(amount, source, from, target, to, shape);
            case SHARPNESS -> Sharpness.apply(amount, source, from, target, to, shape);
            case POSTERIZE -> ToneCurve.posterize((int) amount).apply(source, from, target, to, shape.size());
            case SOLARIZE -> ToneCurve.solarize((int) amount).apply(source, from, target, to, shape.size());
            case AUTO_CONTRAST, EQUALIZE -> byChannel(source, from, target, to, shape);
        }
    }

    private static void move(
            AffineMap map, byte[] source, int from, byte[] target, int to, ImageShape shape, Border border) {
        map.nearest(source, from, target, to, shape, border);
    }

    private void byChannel(byte[] source, int from, byte[] target, int to, ImageShape shape) {
        int area = shape.area();
        for (int start = 0; start < shape.size(); start += area) {
            ToneCurve curve = this == EQUALIZE
                    ? ToneCurve.equalize(source, from + start, area)
                    : ToneCurve.autoContrast(source, from + start, area);
            curve.apply(source, from + start, target, to + start, area);
        }
    }
}
