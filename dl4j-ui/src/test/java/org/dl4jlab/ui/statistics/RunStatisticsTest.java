package org.dl4jlab.ui.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.dl4jlab.ui.SmallTraining;
import org.dl4jlab.ui.server.DashboardException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatisticsTest {

    @TempDir
    Path folder;

    private static List<Persistable> records(StatsStorage storage, String session) {
        return storage.getAllUpdatesAfter(session, StatsListener.TYPE_ID, "worker-0", 0);
    }

    @Test
    void recordsEachOfItsIterationsAndIsWholeAfterReopening() {
        Path file = folder.resolve("deep/stats.bin");
        try (RunStatistics statistics = RunStatistics.create(file, "run-1", StatisticsPlan.everything(4))) {
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 21);
        }
        StatsStorage storage = StatisticsFile.open(file);
        try {
            assertThat(storage.listSessionIDs()).containsExactly("run-1");
            List<Integer> iterations = records(storage, "run-1").stream()
                    .map(r -> ((StatsReport) r).getIterationCount())
                    .sorted()
                    .toList();
            assertThat(iterations).hasSizeBetween(5, 6);
            for (int i = 1; i < iterations.size(); i++) {
                assertThat(iterations.get(i) - iterations.get(i - 1)).isEqualTo(4);
            }
            StatsReport last = (StatsReport) records(storage, "run-1").get(iterations.size() - 1);
            assertThat(last.getScore()).isPositive();
            assertThat(last.getMeanMagnitudes(StatsType.Activations)).isNotEmpty();
            assertThat(last.getHistograms(StatsType.Gradients)).containsKeys("0_W", "1_b");
        } finally {
            StatisticsFile.close(storage);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileSystemWithoutLocksTakesStatisticsToo(boolean unsupported) throws IOException {
        Optional<RecordLog> log = RecordLog.openToAppend(folder.resolve("stats.bin"), channel -> {
            if (unsupported) {
                throw new UnsupportedOperationException();
            }
            throw new IOException("No locks available");
        });
        assertThat(log).isPresent();
        log.get().close();
    }

    @Test
    void theStandardPlanLeavesTheOutputsOfTheLayersAlone() {
        Path file = folder.resolve("stats.bin");
        try (RunStatistics statistics = RunStatistics.create(file, "run-1")) {
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 2);
        }
        StatsStorage storage = StatisticsFile.open(file);
        try {
            StatsReport first = (StatsReport) records(storage, "run-1").get(0);
            assertThat(first.hasSummaryStats(
                            StatsType.Activations, org.deeplearning4j.ui.model.stats.api.SummaryType.Mean))
                    .isFalse();
            assertThat(first.getMeanMagnitudes(StatsType.Parameters)).containsKeys("0_W", "0_b", "1_W", "1_b");
        } finally {
            StatisticsFile.close(storage);
        }
    }

    @Test
    void countsTheExamplesOfAllIterationsNotOnlyTheRecordedOnes() {
        Path file = folder.resolve("stats.bin");
        try (RunStatistics statistics = RunStatistics.create(file, "run-1", StatisticsPlan.everything(10))) {
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 21);
        }
        StatsStorage storage = StatisticsFile.open(file);
        try {
            List<Persistable> records = records(storage, "run-1");
            StatsReport last = (StatsReport) records.get(records.size() - 1);
            assertThat(last.getTotalMinibatches()).isGreaterThanOrEqualTo(20);
            assertThat(last.getTotalExamples()).isEqualTo(16 * last.getTotalMinibatches());
        } finally {
            StatisticsFile.close(storage);
        }
    }

    @Test
    void aRunGoesOnInItsFile() {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "run-1", 5);
        SmallTraining.writeStatistics(file, "run-1", 5);
        StatsStorage storage = StatisticsFile.open(file);
        try {
            assertThat(records(storage, "run-1")).hasSize(10);
        } finally {
            StatisticsFile.close(storage);
        }
    }

    @Test
    void oneWritesAFileAndOthersReadItMeanwhile() throws Exception {
        Path file = folder.resolve("stats.bin");
        StatsStorage reader;
        try (RunStatistics statistics = RunStatistics.create(file, "run-1", StatisticsPlan.everything(1))) {
            assertThatThrownBy(() -> RunStatistics.create(file, "run-2"))
                    .isInstanceOf(DashboardException.class)
                    .hasMessageContaining("stats.bin")
                    .hasMessageContaining("open already");
            reader = StatisticsFile.open(file);
            assertThat(reader.listSessionIDs()).isEmpty();
            List<StatsStorageEvent> news = new java.util.ArrayList<>();
            reader.registerStatsStorageListener(news::add);
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 3);
            long end = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(10);
            while (records(reader, "run-1").size() < 3 && System.nanoTime() < end) {
                assertThat(StatisticsFile.refresh(reader)).isTrue();
            }
            assertThat(records(reader, "run-1")).hasSize(3);
            assertThat(news)
                    .extracting(StatsStorageEvent::getEventType)
                    .contains(
                            StatsStorageListener.EventType.NewSessionID,
                            StatsStorageListener.EventType.PostStaticInfo,
                            StatsStorageListener.EventType.PostUpdate);
            assertThatThrownBy(() -> reader.putUpdate(records(reader, "run-1").get(0)))
                    .isInstanceOf(IllegalStateException.class);
        }
        // A file that is replaced by a shorter one is opened again.
        try (java.nio.channels.FileChannel channel =
                java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(RecordLog.HEADER.length);
        }
        assertThat(StatisticsFile.refresh(reader)).isFalse();
        StatisticsFile.close(reader);
    }

    @Test
    void theLastStepIsRecordedWhereverTheRunStops() {
        Path file = folder.resolve("stats.bin");
        try (RunStatistics statistics = RunStatistics.create(file, "run-1", StatisticsPlan.everything(10))) {
            MultiLayerNetwork network = SmallTraining.network();
            network.addListeners(statistics.listener());
            SmallTraining.train(network, 17);
        }
        StatsStorage storage = StatisticsFile.open(file);
        try {
            List<Persistable> records = records(storage, "run-1");
            StatsReport last = (StatsReport) records.get(records.size() - 1);
            assertThat(last.getIterationCount()).isEqualTo(17 - 1);
            assertThat(last.getScore()).isPositive();
            assertThat(last.getTotalMinibatches()).isEqualTo(17);
            assertThat(last.getMeanMagnitudes(StatsType.Parameters)).containsKey("0_W");
            // Without them, DL4J's page of a layer fails.
            assertThat(last.getMeanMagnitudes(StatsType.Updates)).containsKey("0_W");
            assertThat(last.getMeanMagnitudes(StatsType.Gradients)).containsKey("0_W");
        } finally {
            StatisticsFile.close(storage);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../x", "overview", "sessions", "<b>", "-x", "a/b", "a'b"})
    void refusesNamesThatNoAddressCanHold(String session) {
        Path file = folder.resolve("stats.bin");
        assertThatThrownBy(() -> RunStatistics.create(file, session))
                .isInstanceOf(DashboardException.class)
                .hasMessageContaining("'" + session + "'");
        assertThat(Files.exists(file)).isFalse();
    }
}
