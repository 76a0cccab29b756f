package org.dl4jlab.ui.statistics;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.SummaryType;

/**
 * Hands statistics on, each with sizes and histograms of gradients and updates: DL4J's page of a layer fails for a run of which one
 * record has none. A record without them, as that of a run's end is, repeats those of the record before.
 */
final class CompleteReports implements StatsStorageRouter {

    private static final List<StatsType> NEEDED = List.of(StatsType.Gradients, StatsType.Updates);

    private final StatsStorageRouter target;
    private final Map<StatsType, Map<String, Double>> magnitudes = new EnumMap<>(StatsType.class);
    private final Map<StatsType, Map<String, Histogram>> histograms = new EnumMap<>(StatsType.class);

    CompleteReports(StatsStorageRouter target) {
        this.target = target;
    }

    @Override
    public void putUpdate(Persistable update) {
        if (update instanceof StatsReport report) {
            complete(report);
        }
        target.putUpdate(update);
    }

    @Override
    public void putUpdate(Collection<? extends Persistable> updates) {
        updates.forEach(this::putUpdate);
    }

    private synchronized void complete(StatsReport report) {
        for (StatsType type : NEEDED) {
            if (report.hasSummaryStats(type, SummaryType.MeanMagnitudes)) {
                magnitudes.put(type, report.getMeanMagnitudes(type));
            } else if (magnitudes.containsKey(type)) {
                report.reportMeanMagnitudes(type, magnitudes.get(type));
            }
            if (report.hasHistograms(type)) {
                histograms.put(type, report.getHistograms(type));
            } else if (histograms.containsKey(type)) {
                report.reportHistograms(type, histograms.get(type));
            }
        }
    }

    @Override
    public void putStorageMetaData(StorageMetaData metaData) {
        target.putStorageMetaData(metaData);
    }

    @Override
    public void putStorageMetaData(Collection<? extends StorageMetaData> metaData) {
        target.putStorageMetaData(metaData);
    }

    @Override
    public void putStaticInfo(Persistable info) {
        target.putStaticInfo(info);
    }

    @Override
    public void putStaticInfo(Collection<? extends Persistable> infos) {
        target.putStaticInfo(infos);
    }
}
