package org.dl4jlab.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a network's loss did while the learning rate rose from step to step; see {@link Lab#scanLearningRates}. Source: Smith,
 * "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3; the suggestion follows common practice.
 *
 * @param rates learning rate of each step, rising; at least two
 * @param losses of each step, before its update, in nats, without what regularisation adds
 * @param smoothed running mean of the losses
 * @param table file of these numbers, as comma-separated values with a header line
 */
public record LearningRateScan(List<Double> rates, List<Double> losses, List<Double> smoothed, Path table) {

    public LearningRateScan {
        rates = List.copyOf(rates);
        losses = List.copyOf(losses);
        smoothed = List.copyOf(smoothed);
    }

    /**
     * A tenth of the rate at which the smoothed loss was lowest: large, and at a safe distance from where training breaks.
     *
     * @return empty if the loss never fell
     */
    public Optional<Double> suggestion() {
        int best = 0;
        for (int i = 1; i < smoothed.size(); i++) {
            if (smoothed.get(i) < smoothed.get(best)) {
                best = i;
            }
        }
        return best == 0 ? Optional.empty() : Optional.of(rates.get(best) / 10);
    }
}
