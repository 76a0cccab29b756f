package org.dl4jlab.experiments.picture;

import java.util.Arrays;
import java.util.List;

/** The picture of a learning-rate range test: loss over the rate's power of ten. */
public final class LearningRateCurve {

    private LearningRateCurve() {}

    /**
     * @param rates rising, at least two
     * @param losses as many
     * @param smoothed as many
     */
    public static Picture of(double[] rates, double[] losses, double[] smoothed) {
        double[] powers = Arrays.stream(rates).map(Math::log10).toArray();
        double low = Arrays.stream(smoothed).min().orElse(0);
        double high = Arrays.stream(smoothed)
                .limit(Math.max(1, smoothed.length / 4))
                .max()
                .orElse(1);
        double room = Math.max(0.1, high - low);
        return new LineChart(
                List.of(
                        new Curve("loss of a step", powers, losses, Curve.Style.FAINT, 0),
                        new Curve("running mean", powers, smoothed, Curve.Style.LINE, 0)),
                "learning rate, power of ten",
                "loss",
                new LineChart.Range(powers[0], powers[powers.length - 1]),
                new LineChart.Range(Math.max(0, low - room / 2), high + room),
                new LineChart.Format("0.0", "0.00"),
                LineChart.Size.WIDE,
                "Training loss while the learning rate rises from step to step.");
    }
}
