package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.checkpoint.Checkpoint;
import org.dl4jlab.training.internal.checkpoint.CheckpointFolder;
import org.dl4jlab.training.internal.run.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills real processes that train, as {@code kill -9} does, wherever they are, and goes on with what they left. */
class KilledRunTest {

    private static final long SECONDS = 120;
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void aRunKilledThreeTimesEndsWithTheSameWeightsBitForBit() throws Exception {
        Path runs = folder.resolve("runs");
        int step = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            step = killAfter(step, runs);
        }
        RunFolder killed = onlyRun(runs).orElseThrow();
        assertThat(killed.readRecord().status()).isEqualTo(RunStatus.RUNNING);

        RunFolder resumed = KilledRun.runner(runs)
                .resume(KilledRun.EXPERIMENT, killed, UnaryOperator.identity())
                .folder();

        RunFolder whole = KilledRun.runner(folder.resolve("whole"))
                .run(KilledRun.EXPERIMENT, KilledRun.SETTINGS, KilledRun.SEED)
                .folder();
        assertThat(resumed.path()).isEqualTo(killed.path());
        assertThat(resumed.readRecord().status()).isEqualTo(RunStatus.DONE);
        assertThat(resumed.readLosses().loss())
                .containsExactly(whole.readLosses().loss());
        assertThat(resumed.readMetrics().rows())
                .hasSameSizeAs(whole.readMetrics().rows());
        assertThat(resumed.predictionsFile()).hasSameTextualContentAs(whole.predictionsFile());
        assertThat(ModelSerializer.restoreMultiLayerNetwork(resumed.modelFile().toFile())
                        .params())
                .isEqualTo(ModelSerializer.restoreMultiLayerNetwork(
                                whole.modelFile().toFile())
                        .params());
        try (Stream<Path> files = Files.list(resumed.path())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("nothing of the killed processes is left")
                    .noneMatch(name -> name.startsWith("."));
        }
    }

    /** Lets a process train until it has a checkpoint of a later step, kills it, and answers the step it reached. */
    private int killAfter(int step, Path runs) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path start = onlyRun(runs).map(RunFolder::path).orElse(runs);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        start.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(SECONDS, TimeUnit.SECONDS)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .failFast(() -> assertThat(child.isAlive())
                            .as(() -> "still training; it said: " + read(output))
                            .isTrue())
                    .until(() -> reached(runs) > step + 10);
        } finally {
            child.destroyForcibly(); // SIGKILL
            child.waitFor(SECONDS, TimeUnit.SECONDS);
        }
        return reached(runs);
    }

    /** Step of the newest checkpoint; 0 if there is none. */
    private static int reached(Path runs) throws IOException {
        Optional<RunFolder> run = onlyRun(runs);
        return run.isEmpty() || !Files.isDirectory(run.get().checkpoints())
                ? 0
                : new CheckpointFolder(run.get().checkpoints())
                        .newest()
                        .map(Checkpoint::step)
                        .orElse(0);
    }

    private static Optional<RunFolder> onlyRun(Path runs) throws IOException {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(f -> Files.isRegularFile(f.resolve("run.json")))
                    .findFirst()
                    .map(RunFolder::new);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
