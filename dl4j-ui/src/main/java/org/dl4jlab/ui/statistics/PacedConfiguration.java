package org.dl4jlab.ui.statistics;

import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/** DL4J's standard choice of statistics, with a frequency that is switched between "now" and "not now". */
final class PacedConfiguration implements StatsUpdateConfiguration {

    private static final long serialVersionUID = 1;
    private static final int NEVER = Integer.MAX_VALUE;

    private final DefaultStatsUpdateConfiguration standard;
    private boolean due = true;

    PacedConfiguration(boolean activations) {
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

    @Override
    public int reportingFrequency() {
        return due ? 1 : NEVER;
    }

    @Override
    public boolean collectPerformanceStats() {
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
        return standard.collectHistograms(type);
    }

    @Override
    public int numHistogramBins(StatsType type) {
        return standard.numHistogramBins(type);
    }

    @Override
    public boolean collectMean(StatsType type) {
        return standard.collectMean(type);
    }

    @Override
    public boolean collectStdev(StatsType type) {
        return standard.collectStdev(type);
    }

    @Override
    public boolean collectMeanMagnitudes(StatsType type) {
        return standard.collectMeanMagnitudes(type);
    }
}
