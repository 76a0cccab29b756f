package org.dl4jlab.ui.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.Histogram;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;
import org.dl4jlab.ui.Dashboard;
import org.dl4jlab.ui.DashboardOptions;
import org.dl4jlab.ui.RawHttp;
import org.dl4jlab.ui.SampleRuns;
import org.dl4jlab.ui.SmallTraining;
import org.dl4jlab.ui.server.DashboardException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics files that a stranger made, on a running dashboard and without one. */
class StatisticsAttackTest {

    private static final String WORKER = "worker-0";

    @TempDir
    Path folder;

    /** What must never be made from a file. */
    public static final class Intruder implements Serializable {
        private static final long serialVersionUID = 1;
        private static int made;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            made++;
        }
    }

    @BeforeEach
    void forget() {
        Intruder.made = 0;
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /** A frame as {@link RecordLog} writes it, its checksum right. */
    private static byte[] frame(int kind, long time, String key, byte[] payload) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(15 + name.length + payload.length + 4);
        all.put((byte) kind).putLong(time).putShort((short) name.length).putInt(payload.length);
        all.put(name).put(payload);
        CRC32C checksum = new CRC32C();
        checksum.update(all.array(), 0, all.position());
        return all.putInt((int) checksum.getValue()).array();
    }

    private Path file(byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(RecordLog.HEADER);
        for (byte[] frame : frames) {
            all.write(frame);
        }
        return Files.write(folder.resolve("stats.bin"), all.toByteArray());
    }

    private static String key(String session) {
        return String.join("\n", session, StatsListener.TYPE_ID, WORKER);
    }

    private static SbeStatsReport report(int iteration) {
        SbeStatsReport report = new SbeStatsReport();
        report.reportIDs("run-1", StatsListener.TYPE_ID, WORKER, 1_000L + iteration);
        report.reportIterationCount(iteration);
        report.reportScore(0.5);
        report.reportMeanMagnitudes(StatsType.Parameters, new HashMap<>(Map.of("0_W", 0.1)));
        report.reportHistograms(StatsType.Parameters, new HashMap<>(Map.of("0_W", new Histogram(0, 1, 4, new int[] {
            1, 2, 3, 4
        }))));
        return report;
    }

    private static List<Persistable> updates(StatsStorage storage) {
        return storage.getAllUpdatesAfter("run-1", StatsListener.TYPE_ID, WORKER, 0);
    }

    /** The file of DL4J's own storage, whose keys are serialized Java objects. */
    @Test
    void aFileThatNamesClassesIsNotRead() throws IOException {
        Path file = folder.resolve("stats.bin");
        FileStatsStorage stock = new FileStatsStorage(file.toFile());
        stock.putUpdate(report(1));
        stock.close();
        try (Dashboard dashboard =
                Dashboard.start(DashboardOptions.defaults().withRuns(new SampleRuns(Map.of("mnist-cnn-1", file))))) {
            int port = dashboard.address().getPort();
            for (String page : List.of("overview", "overview/data", "model", "model/data/1", "info")) {
                RawHttp.Answer answer = RawHttp.get(port, "/train/mnist-cnn-1/" + page);
                assertThat(answer.status()).as(page).isEqualTo(409);
                assertThat(answer.body()).contains("cannot be opened as a statistics file");
            }
        }
    }

    @Test
    void objectsWithinARecordAreNotMade() throws IOException {
        SbeStatsReport withObject = report(2);
        withObject.reportDataSetMetaData(List.of(new Intruder()), Intruder.class);
        SbeStorageMetaData meta = new SbeStorageMetaData(
                1_000, "run-1", StatsListener.TYPE_ID, WORKER, (String) null, null, new Intruder());
        Path file = file(
                frame(2, 1_001, key("run-1"), report(1).encode()),
                frame(2, 1_002, key("run-1"), withObject.encode()),
                frame(0, 1_003, key("run-1"), meta.encode()),
                frame(1, 1_004, key("run-1"), serialized(new Intruder())),
                frame(2, 1_005, key("run-1"), report(5).encode()));
        StatsStorage storage = StatisticsFile.open(file);
        try {
            assertThat(updates(storage)).hasSize(2);
            assertThat(storage.getStorageMetaData("run-1", StatsListener.TYPE_ID))
                    .isNull();
            assertThat(storage.getAllStaticInfos("run-1", StatsListener.TYPE_ID))
                    .isEmpty();
        } finally {
            StatisticsFile.close(storage);
        }
        assertThat(Intruder.made).isZero();
    }

    /** 1.5 kilobytes that take Java's deserialization seconds, twice as long with each level. */
    @Test
    void nestedSetsCostNothing() throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> two = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> next = new HashSet<>(Set.of("x"));
            Set<Object> other = new HashSet<>();
            one.add(next);
            one.add(other);
            two.add(next);
            two.add(other);
            one = next;
            two = other;
        }
        SbeStatsReport report = report(1);
        report.reportDataSetMetaData(List.of((Serializable) root), "java.util.HashSet");
        StatsStorage storage = StatisticsFile.open(file(frame(2, 1_001, key("run-1"), report.encode())));
        assertThat(updates(storage)).isEmpty();
        StatisticsFile.close(storage);
    }

    /** Numbers in a record that ask for gigabytes, or for loops of hours. */
    @Test
    void noNumberInARecordIsBelieved() throws IOException {
        byte[] good = report(1).encode();
        int refused = 0;
        for (int place = 0; place < good.length - 1; place++) {
            for (int value : new int[] {0, 0x7F, 0xFF}) {
                byte[] bad = good.clone();
                bad[place] = (byte) value;
                bad[place + 1] = (byte) value;
                StatsStorage storage = StatisticsFile.open(file(frame(2, 1_001, key("run-1"), bad)));
                refused += updates(storage).isEmpty() ? 1 : 0;
                StatisticsFile.close(storage);
            }
        }
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void aFloodOfNamesOrTimesIsBounded() throws IOException {
        byte[] record = report(1).encode();
        byte[][] frames = new byte[20_000][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(2, 1_001, i % 2 == 0 ? key("run-1") : key("other-" + i), record);
        }
        StatsStorage storage = StatisticsFile.open(file(frames));
        assertThat(storage.listSessionIDs()).hasSizeLessThanOrEqualTo(64);
        assertThat(storage.getNumUpdateRecordsFor("run-1")).isEqualTo(10_000);
        StatisticsFile.close(storage);
    }

    @Test
    void namesThatAreNoneOfOursAreLeftOut() throws IOException {
        byte[] record = report(1).encode();
        StatsStorage storage = StatisticsFile.open(file(
                frame(2, 1_001, key("<script>"), record),
                frame(2, 1_001, key("../run-1"), record),
                frame(2, 1_001, "run-1\nother\n" + WORKER, record),
                frame(2, 1_001, "run-1\n" + StatsListener.TYPE_ID + "\n'><b>", record)));
        assertThat(storage.listSessionIDs()).isEmpty();
        StatisticsFile.close(storage);
    }

    @Test
    void whatIsNoStatisticsFileIsSaidToBeNone() throws IOException {
        Path file = folder.resolve("stats.bin");
        for (byte[] content : List.of(
                new byte[0],
                "dl4j-lab statistics 9\n".getBytes(StandardCharsets.US_ASCII),
                serialized(new Intruder()))) {
            Files.write(file, content);
            assertThatThrownBy(() -> StatisticsFile.open(file))
                    .isInstanceOf(DashboardException.class)
                    .hasMessageContaining("stats.bin");
        }
        Files.delete(file);
        Path real = folder.resolve("real.bin");
        SmallTraining.writeStatistics(real, "run-1", 1);
        Files.createSymbolicLink(file, real);
        assertThatThrownBy(() -> StatisticsFile.open(file)).isInstanceOf(DashboardException.class);
        assertThatThrownBy(() -> RunStatistics.create(file, "run-1")).isInstanceOf(DashboardException.class);
    }

    /** A killed run leaves all of its records but the one that was being written, and goes on after them. */
    @Test
    void aTornEndIsTakenOffWhenTheRunGoesOn() throws IOException {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "run-1", 3);
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] {1, 5, 40, 200}) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            StatsStorage storage = StatisticsFile.open(file);
            assertThat(updates(storage)).hasSize(2);
            StatisticsFile.close(storage);
        }
        SmallTraining.writeStatistics(file, "run-1", 2);
        StatsStorage storage = StatisticsFile.open(file);
        assertThat(updates(storage)).hasSize(4);
        StatisticsFile.close(storage);
    }

    /** Damages at random places of a real file, on a running dashboard: no page fails, and none takes long. */
    @Test
    void noDamageMakesAPageFail() throws IOException {
        Path file = folder.resolve("stats.bin");
        SmallTraining.writeStatistics(file, "mnist-cnn-1", 3);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        try (Dashboard dashboard =
                Dashboard.start(DashboardOptions.defaults().withRuns(new SampleRuns(Map.of("mnist-cnn-1", file))))) {
            int port = dashboard.address().getPort();
            for (int turn = 0; turn < 60; turn++) {
                byte[] bad = whole.clone();
                int damages = 1 + random.nextInt(8);
                for (int i = 0; i < damages; i++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                }
                // Shorter each time, so that it is opened anew.
                Files.write(file, Arrays.copyOf(bad, bad.length - turn));
                for (String page : List.of("overview/data", "model/graph", "model/data/1", "system/data", "info")) {
                    RawHttp.Answer answer = RawHttp.get(port, "/train/mnist-cnn-1/" + page);
                    assertThat(answer.status())
                            .as("turn %d, %s: %s", turn, page, answer.body())
                            .isIn(200, 404, 409);
                }
            }
        }
    }
}
