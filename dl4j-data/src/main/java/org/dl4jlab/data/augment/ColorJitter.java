package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/**
 * Changes brightness, contrast, saturation and hue at random, in random order, as PyTorch's {@code ColorJitter}. An amount
 * {@code a} of the first three stands for a factor, uniform from {@code max(0, 1 - a)} to {@code 1 + a}; one of hue for
 * a turn of the colour wheel, uniform from {@code -a} to {@code a}. 0 leaves it as it is.
 *
 * @param brightness from 0 to 100; 0.4 is usual
 * @param contrast from 0 to 100
 * @param saturation from 0 to 100; colour images only
 * @param hue from 0 to 0.5, which is half a turn; colour images only
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements ImageStep {

    private static final int KINDS = 4;
    private static final int LARGEST = 100;

    public ColorJitter {
        if (!(isAmount(brightness) && isAmount(contrast) && isAmount(saturation))) {
            throw new IllegalArgumentException("brightness, contrast and saturation must be from 0 to " + LARGEST
                    + ", got " + brightness + ", " + contrast + " and " + saturation);
        }
        if (!(hue >= 0 && hue <= 0.5)) {
            throw new IllegalArgumentException("hue must be from 0 to 0.5, got " + hue);
        }
        if (brightness + contrast + saturation + hue == 0) {
            throw new IllegalArgumentException("a colour jitter must change something; all four amounts are 0");
        }
    }

    private static boolean isAmount(double value) {
        return value >= 0 && value <= LARGEST;
    }

    @Override
    public void apply(byte[] source, int from, byte[] target, int to, ImageShape shape, RandomDraws choices) {
        System.arraycopy(source, from, target, to, shape.size());
        for (int kind : order(choices)) {
            change(kind, target, to, shape, choices);
        }
    }

    /** The four kinds, shuffled. */
    static int[] order(RandomDraws choices) {
        int[] order = {0, 1, 2, 3};
        for (int last = KINDS - 1; last > 0; last--) {
            int other = choices.below(KINDS + last, last + 1);
            int kind = order[last];
            order[last] = order[other];
            order[other] = kind;
        }
        return order;
    }

    private void change(int kind, byte[] image, int at, ImageShape shape, RandomDraws choices) {
        switch (kind) {
            case 0 -> {
                if (brightness > 0) {
                    ToneCurve.brightness(factor(choices, kind, brightness)).apply(image, at, image, at, shape.size());
                }
            }
            case 1 -> {
                if (contrast > 0) {
                    ToneCurve.contrast(factor(choices, kind, contrast), image, at, shape)
                            .apply(image, at, image, at, shape.size());
                }
            }
            case 2 -> {
                if (saturation > 0) {
                    ColorShift.saturation(factor(choices, kind, saturation), image, at, image, at, shape);
                }
            }
            default -> {
                if (hue > 0) {
                    ColorShift.hue(choices.between(kind, -hue, hue), image, at, image, at, shape);
                }
            }
        }
    }

    static double factor(RandomDraws choices, int draw, double amount) {
        return choices.between(draw, Math.max(0, 1 - amount), 1 + amount);
    }

    @Override
    public void check(ImageShape shape) {
        if (shape.channels() != 3 && (saturation > 0 || hue > 0)) {
            throw new IllegalArgumentException("images " + shape + " have no colour, so saturation " + saturation
                    + " and hue " + hue + " would change nothing; both must be 0");
        }
    }
}
