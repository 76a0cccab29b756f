package org.dl4jlab.ui.statistics;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.deeplearning4j.ui.model.stats.sbe.MessageHeaderDecoder;
import org.deeplearning4j.ui.model.stats.sbe.StaticInfoDecoder;
import org.deeplearning4j.ui.model.stats.sbe.StorageMetaDataDecoder;
import org.deeplearning4j.ui.model.stats.sbe.UpdateDecoder;

/**
 * Walks through a record before DL4J decodes it. DL4J's decoders believe the numbers that a record tells of itself: a few
 * bytes could ask for an array of gigabytes or a loop of hours, and carry serialized Java objects.
 */
final class RecordCheck {

    private static final int MOST_BINS = 10_000;
    /** The configuration of a large network. */
    private static final int LONGEST_TEXT = 4 << 20;

    private RecordCheck() {}

    /** @throws IllegalArgumentException if the record is not of the form in which this program writes them */
    static void check(RecordLog.Kind kind, byte[] record) {
        UnsafeBuffer buffer = new UnsafeBuffer(record);
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        header.wrap(buffer, 0);
        int block = header.blockLength();
        switch (kind) {
            case META_DATA -> {
                require(header.templateId() == StorageMetaDataDecoder.TEMPLATE_ID
                        && block == StorageMetaDataDecoder.BLOCK_LENGTH);
                metaData(new StorageMetaDataDecoder().wrap(buffer, header.encodedLength(), block, header.version()));
            }
            case STATIC_INFO -> {
                require(header.templateId() == StaticInfoDecoder.TEMPLATE_ID
                        && block == StaticInfoDecoder.BLOCK_LENGTH);
                staticInfo(new StaticInfoDecoder().wrap(buffer, header.encodedLength(), block, header.version()));
            }
            case UPDATE -> {
                require(header.templateId() == UpdateDecoder.TEMPLATE_ID && block == UpdateDecoder.BLOCK_LENGTH);
                update(new UpdateDecoder().wrap(buffer, header.encodedLength(), block, header.version()));
            }
        }
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("a record is not of the form in which statistics are written");
        }
    }

    private static void metaData(StorageMetaDataDecoder meta) {
        // Bytes of a serialized Java object; this program writes none.
        require(meta.extraMetaDataBytes().count() == 0);
        text(meta::sessionIDLength, meta::sessionID);
        text(meta::typeIDLength, meta::typeID);
        text(meta::workerIDLength, meta::workerID);
        text(meta::initTypeClassLength, meta::initTypeClass);
        text(meta::updateTypeClassLength, meta::updateTypeClass);
    }

    private static void staticInfo(StaticInfoDecoder info) {
        StaticInfoDecoder.HwDeviceInfoGroupDecoder devices = info.hwDeviceInfoGroup();
        require(devices.count() == 0
                || block(devices.actingBlockLength(), StaticInfoDecoder.HwDeviceInfoGroupDecoder.sbeBlockLength()));
        for (StaticInfoDecoder.HwDeviceInfoGroupDecoder device : devices) {
            text(device::deviceDescriptionLength, device::deviceDescription);
        }
        StaticInfoDecoder.SwEnvironmentInfoDecoder environment = info.swEnvironmentInfo();
        require(environment.count() == 0
                || block(environment.actingBlockLength(), StaticInfoDecoder.SwEnvironmentInfoDecoder.sbeBlockLength()));
        for (StaticInfoDecoder.SwEnvironmentInfoDecoder variable : environment) {
            text(variable::envKeyLength, variable::envKey);
            text(variable::envValueLength, variable::envValue);
        }
        StaticInfoDecoder.ModelParamNamesDecoder names = info.modelParamNames();
        require(names.count() == 0
                || block(names.actingBlockLength(), StaticInfoDecoder.ModelParamNamesDecoder.sbeBlockLength()));
        for (StaticInfoDecoder.ModelParamNamesDecoder name : names) {
            text(name::modelParamNamesLength, name::modelParamNames);
        }
        text(info::sessionIDLength, info::sessionID);
        text(info::typeIDLength, info::typeID);
        text(info::workerIDLength, info::workerID);
        text(info::swArchLength, info::swArch);
        text(info::swOsNameLength, info::swOsName);
        text(info::swJvmNameLength, info::swJvmName);
        text(info::swJvmVersionLength, info::swJvmVersion);
        text(info::swJvmSpecVersionLength, info::swJvmSpecVersion);
        text(info::swNd4jBackendClassLength, info::swNd4jBackendClass);
        text(info::swNd4jDataTypeNameLength, info::swNd4jDataTypeName);
        text(info::swHostNameLength, info::swHostName);
        text(info::swJvmUIDLength, info::swJvmUID);
        text(info::hwHardwareUIDLength, info::hwHardwareUID);
        text(info::modelConfigClassNameLength, info::modelConfigClassName);
        text(info::modelConfigJsonLength, info::modelConfigJson);
    }

    /** Groups whose entries have another length than ours could be walked through without end. */
    private static boolean block(int acting, int expected) {
        return acting == expected;
    }

    private static void update(UpdateDecoder update) {
        UpdateDecoder.MemoryUseDecoder memory = update.memoryUse();
        require(memory.count() == 0
                || block(memory.actingBlockLength(), UpdateDecoder.MemoryUseDecoder.sbeBlockLength()));
        memory.forEachRemaining(entry -> {});
        UpdateDecoder.PerformanceDecoder performance = update.performance();
        require(performance.count() <= 1
                && (performance.count() == 0
                        || block(performance.actingBlockLength(), UpdateDecoder.PerformanceDecoder.sbeBlockLength())));
        performance.forEachRemaining(entry -> {});
        UpdateDecoder.GcStatsDecoder collections = update.gcStats();
        require(collections.count() == 0
                || block(collections.actingBlockLength(), UpdateDecoder.GcStatsDecoder.sbeBlockLength()));
        for (UpdateDecoder.GcStatsDecoder collection : collections) {
            text(collection::gcNameLength, collection::gcName);
        }
        int names = 0;
        for (UpdateDecoder.ParamNamesDecoder parameter : update.paramNames()) {
            text(parameter::paramNameLength, parameter::paramName);
            names++;
        }
        for (UpdateDecoder.LayerNamesDecoder layer : update.layerNames()) {
            text(layer::layerNameLength, layer::layerName);
            names++;
        }
        UpdateDecoder.PerParameterStatsDecoder statistics = update.perParameterStats();
        require(statistics.count() <= names);
        for (UpdateDecoder.PerParameterStatsDecoder one : statistics) {
            require(block(one.actingBlockLength(), UpdateDecoder.PerParameterStatsDecoder.sbeBlockLength()));
            parameter(one);
        }
        // Serialized Java objects; this program writes none.
        require(update.dataSetMetaDataBytes().count() == 0);
        text(update::sessionIDLength, update::sessionID);
        text(update::typeIDLength, update::typeID);
        text(update::workerIDLength, update::workerID);
        text(update::dataSetMetaDataClassNameLength, update::dataSetMetaDataClassName);
    }

    /** A text is read into an array of the length that it tells, so that is looked at first. */
    private static void text(IntSupplier length, Supplier<String> text) {
        int bytes = length.getAsInt();
        require(bytes >= 0 && bytes <= LONGEST_TEXT);
        text.get();
    }

    private static void parameter(UpdateDecoder.PerParameterStatsDecoder parameter) {
        UpdateDecoder.PerParameterStatsDecoder.SummaryStatDecoder summaries = parameter.summaryStat();
        require(summaries.count() == 0
                || block(
                        summaries.actingBlockLength(),
                        UpdateDecoder.PerParameterStatsDecoder.SummaryStatDecoder.sbeBlockLength()));
        summaries.forEachRemaining(entry -> {});
        UpdateDecoder.PerParameterStatsDecoder.HistogramsDecoder histograms = parameter.histograms();
        require(histograms.count() == 0
                || block(
                        histograms.actingBlockLength(),
                        UpdateDecoder.PerParameterStatsDecoder.HistogramsDecoder.sbeBlockLength()));
        for (UpdateDecoder.PerParameterStatsDecoder.HistogramsDecoder histogram : histograms) {
            int bins = histogram.nBins();
            UpdateDecoder.PerParameterStatsDecoder.HistogramsDecoder.HistogramCountsDecoder counts =
                    histogram.histogramCounts();
            require(bins >= 0 && bins <= MOST_BINS && counts.count() == bins);
            require(bins == 0
                    || block(
                            counts.actingBlockLength(),
                            UpdateDecoder.PerParameterStatsDecoder.HistogramsDecoder.HistogramCountsDecoder
                                    .sbeBlockLength()));
            counts.forEachRemaining(entry -> {});
        }
    }
}
