package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;

/**
 * Whether a slow average of the weights is kept beside the ones that the optimiser moves. An average of the last steps
 * lies nearer to the middle of the valley that they jump about in.
 *
 * @param averaging the kind
 * @param averagingEvery steps between two updates of the average
 * @param averagingDecay share of the old average that an update keeps
 */
public record AveragingSettings(
        @Setting("average of the weights: ema is tested in their place, lookahead also trains on from it")
        Averaging averaging,

        @Setting(value = "steps between two updates of the average", min = 1, max = 1_000_000)
        int averagingEvery,

        @Setting(value = "share of the old average that an update keeps", min = 0, max = 0.999999)
        double averagingDecay) {

    /** The kinds to choose from. */
    public enum Averaging {
        NONE,
        /** Exponential moving average (Polyak and Juditsky, 1992): validated, tested and saved, never trained on. */
        EMA,
        /**
         * Lookahead (Zhang et al., 2019): training goes on from the average. The share kept grows with the cube of
         * progress to {@code averagingDecay}, as in K. Jordan's airbench.
         */
        LOOKAHEAD
    }

    private static final AveragingSettings NONE = new AveragingSettings(Averaging.NONE, 1, 0.999);

    /** No average. */
    public static AveragingSettings none() {
        return NONE;
    }

    /** Updated at every step. */
    public static AveragingSettings ema(double decay) {
        return new AveragingSettings(Averaging.EMA, 1, decay);
    }

    /** Every 5 steps; the share kept grows to 0.95^5. */
    public static AveragingSettings lookahead() {
        return new AveragingSettings(Averaging.LOOKAHEAD, 5, Math.pow(0.95, 5));
    }
}
