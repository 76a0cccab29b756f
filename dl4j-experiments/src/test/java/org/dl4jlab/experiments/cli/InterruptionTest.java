package org.dl4jlab.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends real signals to a real process that trains. */
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {

    private static final long SECONDS = 120;
    private static final int SIGINT = 2;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalDuringTrainingSavesTheNetworkAndExitsWith130(String signal) throws Exception {
        Path output = folder.resolve("output.txt");
        Process child = start(output);
        try {
            await(child, output, " 2/100000 ");
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(child.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("the child ended")
                    .isTrue();
        } finally {
            child.destroyForcibly();
        }

        assertThat(output).content().contains("Stopping", "Interrupted: stopped by the user after ");
        assertThat(output).content().doesNotContain("\tat ", "SIGSEGV", "WARN");
        assertThat(child.exitValue()).isEqualTo(130);
        RunFolder run = onlyRun();
        RunRecord record = run.readRecord();
        assertThat(record.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(record.result()).isNull();
        int steps = run.readLosses().size();
        assertThat(steps).isGreaterThanOrEqualTo(50);
        assertThat(record.message()).contains("after " + steps + " training steps");
        MultiLayerNetwork model =
                ModelSerializer.restoreMultiLayerNetwork(run.modelFile().toFile(), true);
        assertThat(model.getIterationCount()).isEqualTo(steps);
        assertThat(run.path().resolve("report.html")).content().contains("interrupted");
        try (Stream<Path> files = Files.list(run.path())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("no temporary files")
                    .noneMatch(f -> f.startsWith("."));
        }
    }

    private Process start(Path output) throws IOException {
        List<String> command =
                new ArrayList<>(ignoresInterrupts() ? List.of("env", "--default-signal=INT") : List.of());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessRun.class.getName(),
                folder.resolve("runs").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** A shell starts what runs in the background with SIGINT ignored, and children inherit that. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isRegularFile(status)) {
            return false;
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .findFirst()
                .orElse(0);
        return (ignored & 1L << SIGINT - 1) != 0;
    }

    private static void await(Process child, Path output, String text) throws Exception {
        Awaitility.await("'" + text + "'")
                .atMost(SECONDS, TimeUnit.SECONDS)
                .failFast(() -> assertThat(child.isAlive())
                        .as(() -> "alive; it said: " + read(output))
                        .isTrue())
                .until(() -> Files.readString(output).contains(text));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private RunFolder onlyRun() throws IOException {
        try (Stream<Path> folders = Files.list(folder.resolve("runs"))) {
            return RunFolder.open(folders.findFirst().orElseThrow());
        }
    }
}
