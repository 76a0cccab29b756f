package org.dl4jlab.data.augment;

import org.dl4jlab.data.image.ImageShape;

/**
 * Trains on mixtures of two images, with target probabilities mixed in the same shares: MixUp blends them, CutMix covers
 * a rectangle of one with the other. The share is drawn from Beta(alpha, alpha), anew for every image in every epoch.
 *
 * <p>Sources: H. Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018; S. Yun et al., "CutMix: Regularization
 * Strategy to Train Strong Classifiers with Localizable Features", 2019.
 *
 * @param mixUp alpha of MixUp, 0 for no MixUp; 0.1 to 0.4 in the paper for photographs, 1 for CIFAR-10
 * @param cutMix alpha of CutMix, 0 for no CutMix; 1 in the paper. Where both are wanted, each image gets either with equal
 *     probability.
 */
public record ImageMixing(double mixUp, double cutMix) {

    private static final double SMALLEST = 0.001;
    private static final double LARGEST = 1000;

    // Which numbers of an image decide what; the share takes as many as it needs.
    private static final int KIND = 0;
    private static final int ROW = 1;
    private static final int COLUMN = 2;
    private static final int SHARE = 3;

    public ImageMixing {
        check("MixUp", mixUp);
        check("CutMix", cutMix);
        if (mixUp == 0 && cutMix == 0) {
            throw new IllegalArgumentException("a mixing of images needs an alpha of MixUp or CutMix above 0");
        }
    }

    private static void check(String name, double alpha) {
        if (alpha != 0 && !(alpha >= SMALLEST && alpha <= LARGEST)) {
            throw new IllegalArgumentException("the alpha of " + name + " must be 0 or from " + SMALLEST + " to "
                    + (int) LARGEST + ", got " + alpha);
        }
    }

    /** What becomes of one image of one epoch. */
    public Mixture draw(RandomDraws choices, ImageShape shape) {
        boolean blends = cutMix == 0 || mixUp > 0 && choices.below(KIND, 2) == 0;
        double share = BetaDraw.symmetric(blends ? mixUp : cutMix, choices, SHARE);
        return blends ? new Mixture.Blend((int) Math.round(share * Mixture.Blend.WHOLE)) : paste(share, choices, shape);
    }

    /** The rectangle's centre is any pixel; what lies outside the image is cut off, and the share is what remains. */
    private static Mixture paste(double share, RandomDraws choices, ImageShape shape) {
        double side = Math.sqrt(1 - share);
        int height = (int) (shape.height() * side);
        int width = (int) (shape.width() * side);
        int top = choices.below(ROW, shape.height()) - height / 2;
        int left = choices.below(COLUMN, shape.width()) - width / 2;
        int bottom = Math.min(shape.height(), top + height);
        int right = Math.min(shape.width(), left + width);
        top = Math.max(0, top);
        left = Math.max(0, left);
        double covered = (double) (bottom - top) * (right - left) / shape.area();
        return new Mixture.Paste(top, left, bottom - top, right - left, 1 - covered);
    }
}
