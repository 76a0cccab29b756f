package org.dl4jlab.training;

import org.dl4jlab.training.internal.settings.Setting;
import org.dl4jlab.training.internal.settings.Settings;

/**
 * Whether a slow average of the weights is kept beside the ones that the optimiser moves. The average of the last steps is nearer to
 * the middle of the valley in which they oscillate.
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

    /** @throws InvalidInputException if a value lies outside of its range */
    public AveragingSettings {
        Settings.check(AveragingSettings.class, averaging, averagingEvery, averagingDecay);
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

    public AveragingSettings withAveraging(Averaging value) {
        return new AveragingSettings(value, averagingEvery, averagingDecay);
    }

    public AveragingSettings withAveragingEvery(int value) {
        return new AveragingSettings(averaging, value, averagingDecay);
    }

    public AveragingSettings withAveragingDecay(double value) {
        return new AveragingSettings(averaging, averagingEvery, value);
    }
}
