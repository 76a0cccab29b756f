package org.dl4jlab.ui.statistics;

import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/**
 * DL4J's standard choice of statistics, with a frequency that is switched between "now" and "not now". The last record of a
 * run is made after its last step, so it has no gradients and updates, which are known within a step only.
 */
final class ThrottledStatsConfiguration implements StatsUpdateConfiguration {

    private static final long serialVersionUID = 1;
    private static final int NEVER = Integer.MAX_VALUE;

    private final DefaultStatsUpdateConfiguration standard;
    private boolean due = true;
    private boolean last;
    private boolean counted;

    ThrottledStatsConfiguration(boolean activations) {
        standard = new DefaultStatsUpdateConfiguration.Builder()
                .collectMeanActivations(activations)
                .collectStdevActivations(activations)
                .collectMeanMagnitudesActivations(activations)
                .collectHistogramsActivations(activations)
                .build();
    }

    void due(boolean now) {
        due = now;
    }

    /** The next record is the last one. */
    void last() {
        due = true;
        last = true;
        counted = false;
    }

    private boolean known(StatsType type) {
        return !last || type == StatsType.Parameters;
    }

    @Override
    public int reportingFrequency() {
        return due ? 1 : NEVER;
    }

    @Override
    public boolean collectPerformanceStats() {
        if (last && !counted) {
            // Asked first to count the examples of a step, which was done already, and then to report them.
            counted = true;
            return false;
        }
        return standard.collectPerformanceStats();
    }

    @Override
    public boolean collectMemoryStats() {
        return standard.collectMemoryStats();
    }

    @Override
    public boolean collectGarbageCollectionStats() {
        return standard.collectGarbageCollectionStats();
    }

    @Override
    public boolean collectLearningRates() {
        return standard.collectLearningRates();
    }

    @Override
    public boolean collectHistograms(StatsType type) {
        return known(type) && standard.collectHistograms(type);
    }

    @Override
    public int numHistogramBins(StatsType type) {
        return standard.numHistogramBins(type);
    }

    @Override
    public boolean collectMean(StatsType type) {
        return known(type) && standard.collectMean(type);
    }

    @Override
    public boolean collectStdev(StatsType type) {
        return known(type) && standard.collectStdev(type);
    }

    @Override
    public boolean collectMeanMagnitudes(StatsType type) {
        return known(type) && standard.collectMeanMagnitudes(type);
    }
}
