package org.dl4jlab.data.augment;

/**
 * Random shares from the symmetric Beta distribution, which MixUp and CutMix take. A share is {@code a / (a + b)} of two
 * Gamma variates, computed from their logarithms, because for small parameters both underflow.
 *
 * <p>Source: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", 2000.
 */
final class BetaDraw {

    private final RandomDraws choices;
    private int draw;

    private BetaDraw(RandomDraws choices, int firstDraw) {
        this.choices = choices;
        this.draw = firstDraw;
    }

    /**
     * A share in [0, 1]. StrictMath keeps it the same on every machine.
     *
     * @param alpha both parameters, above 0: near 0 almost all shares are near 0 or 1, 1 is uniform
     * @param firstDraw of the choices that may be used; how many are depends on them
     */
    static double symmetric(double alpha, RandomDraws choices, int firstDraw) {
        BetaDraw draws = new BetaDraw(choices, firstDraw);
        double a = draws.logGamma(alpha);
        double b = draws.logGamma(alpha);
        return 1 / (1 + StrictMath.exp(b - a));
    }

    /** The logarithm of a Gamma variate: one of {@code alpha + 1} times a uniform number to the power {@code 1 / alpha}. */
    private double logGamma(double alpha) {
        double d = alpha + 1 - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = normal();
            double root = 1 + c * normal;
            double v = root * root * root;
            double u = positive();
            if (v > 0 && StrictMath.log(u) < normal * normal / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v) + StrictMath.log(positive()) / alpha;
            }
        }
    }

    /** Box and Muller, 1958. */
    private double normal() {
        return Math.sqrt(-2 * StrictMath.log(positive())) * StrictMath.cos(2 * Math.PI * positive());
    }

    /** In (0, 1]. */
    private double positive() {
        return 1 - choices.unit(draw++);
    }
}
