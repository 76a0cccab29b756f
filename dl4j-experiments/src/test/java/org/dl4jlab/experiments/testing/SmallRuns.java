package org.dl4jlab.experiments.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dl4jlab.experiments.run.LossSeries;
import org.dl4jlab.experiments.run.MetricsTable;
import org.dl4jlab.experiments.run.RunFolder;
import org.dl4jlab.experiments.run.RunRecord;
import org.dl4jlab.experiments.run.RunStatus;

/**
 * Writes folders of finished runs with made-up results: a record, metrics of three epochs and 60 losses.
 *
 * @param folder in which each run makes its own
 */
public record SmallRuns(Path folder) {

    /** A run of 1,000 test images. */
    public RunFolder done(String experiment, long seed, int correct, Map<String, ?> settings) throws IOException {
        return write(record(experiment, seed, correct, settings));
    }

    /** A run that the user stopped. */
    public RunFolder interrupted(String experiment, long seed) throws IOException {
        return write(record(experiment, seed, 0, Map.of())
                .with((RunRecord.Result) null)
                .end(RunStatus.INTERRUPTED, "stopped by the user after 7 training steps", Instant.EPOCH));
    }

    /** As {@link #done} writes it. */
    public static RunRecord record(String experiment, long seed, int correct, Map<String, ?> settings) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("batch", 10));
        all.putAll(settings);
        return new RunRecord(
                RunRecord.FORMAT,
                experiment,
                "Which is better?",
                RunStatus.DONE,
                null,
                "dl4j-lab run " + experiment + " --seed " + seed,
                seed,
                all,
                new RunRecord.Data(
                        "pets",
                        "Pets",
                        List.of(1, 8, 8),
                        List.of("cat", "dog"),
                        600,
                        100,
                        1000,
                        false,
                        Map.of("pets-images", "ab".repeat(32)),
                        null),
                new RunRecord.Network("simple-cnn", 6422, true, List.of()),
                null,
                new RunRecord.Result(correct / 1000.0, 1 - correct / 1000.0, correct, 1000),
                new RunRecord.Timings(0.1, 0.1, 2, 0.1, 2.3, 900),
                Instant.parse("2026-03-01T10:00:00Z"),
                Instant.parse("2026-03-01T10:00:02Z").plusSeconds(seed),
                new RunRecord.Source("0123456789abcdef0123456789abcdef01234567", false),
                Map.of("java", "17.0.15"),
                new RunRecord.Machine("Some CPU", 2, 8L << 30, 2L << 30, 2));
    }

    /** Writes a record and tables that go with it. */
    public RunFolder write(RunRecord record) throws IOException {
        Path path = folder.resolve(record.experiment() + "-" + record.settings().hashCode() + "-s" + record.seed());
        for (int again = 2; Files.exists(path); again++) {
            path = path.resolveSibling(path.getFileName() + "-" + again);
        }
        RunFolder run = new RunFolder(Files.createDirectories(path));
        run.write(record);
        Random random = new Random(record.seed());
        double end = record.result() == null ? 0.5 : record.result().accuracy();
        List<MetricsTable.Row> rows = new ArrayList<>();
        for (int epoch = 1; epoch <= 3; epoch++) {
            double accuracy = end - 0.1 / epoch + 0.01 * random.nextDouble();
            rows.add(new MetricsTable.Row(epoch, 20 * epoch, 0.1, 1, 1.0, accuracy, 900, epoch));
        }
        run.write(new MetricsTable(rows));
        int[] step = new int[60];
        float[] loss = new float[60];
        for (int i = 0; i < step.length; i++) {
            step[i] = i + 1;
            loss[i] = (float) ((1.2 - end) / (1 + i / 15.0) + 0.1 * random.nextDouble());
        }
        run.write(new LossSeries(step, loss));
        return run;
    }
}
