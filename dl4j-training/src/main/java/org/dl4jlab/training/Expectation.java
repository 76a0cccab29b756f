package org.dl4jlab.training;

import java.time.Duration;

/**
 * What a run with the experiment's own settings should give.
 *
 * @param lowestAccuracy on the test data, in [0, 1]; a single seed may lie anywhere in the band
 * @param highestAccuracy on the test data, in [0, 1]
 * @param time from start to result on two cores, with the data set at hand
 */
public record Expectation(double lowestAccuracy, double highestAccuracy, Duration time) {

    public Expectation {
        if (!(lowestAccuracy >= 0 && lowestAccuracy < highestAccuracy && highestAccuracy <= 1)) {
            throw new IllegalArgumentException("no band of accuracy: " + lowestAccuracy + " to " + highestAccuracy);
        }
    }
}
