package org.dl4jlab.training.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.testing.SmallRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final LocalDateTime STARTED = LocalDateTime.of(2026, 3, 4, 5, 6, 7);

    @TempDir
    Path folder;

    @Test
    void isNamedByExperimentTimeAndSeedAndNeverShared() throws IOException {
        RunFolder first = RunFolder.create(folder.resolve("runs"), "mnist-cnn", STARTED, 3);
        RunFolder second = RunFolder.create(folder.resolve("runs"), "mnist-cnn", STARTED, 3);

        assertThat(first.path()).hasFileName("mnist-cnn-20260304-050607-s3").isEmptyDirectory();
        assertThat(second.path()).hasFileName("mnist-cnn-20260304-050607-s3-2").isEmptyDirectory();
    }

    @Test
    void saysWhereItCannotBeMadeAndWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> RunFolder.create(file, "mnist-cnn", STARTED, 1))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot make a folder in " + file + " (a file of that name is there); choose another place");
    }

    @Test
    void recordComesBackAsWritten() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("epochs", 1);
        settings.put("learningRate", 0.01);
        RunRecord record = SmallRuns.started(
                        "mnist-cnn",
                        "How?",
                        "dl4j-lab run mnist-cnn",
                        7,
                        settings,
                        new RunRecord.Expected(0.9, 1),
                        Instant.parse("2026-03-04T05:06:07.123Z"))
                .with(new RunRecord.Data(
                        "mnist",
                        "MNIST",
                        List.of(1, 28, 28),
                        List.of("0", "1"),
                        60000,
                        0,
                        10000,
                        true,
                        Map.of("f", "ab"),
                        new RunRecord.Input(
                                List.of(0.1307f), List.of(0.3081f), 7L, false, DataSets.MNIST.preprocessing())))
                .with(new RunRecord.Network(
                        "simple-cnn",
                        6422,
                        0,
                        true,
                        "float32",
                        List.of(new RunRecord.Layer("conv1", "conv 5x5", List.of(6L, 24L, 24L), 156, 86400))))
                .with(new RunRecord.Timings(1, 2, 3, 4, 10, 20000))
                .with(new RunRecord.Result(0.95, 0.16, 9500, 10000))
                .end(RunStatus.DONE, null, Instant.parse("2026-03-04T05:06:17Z"));
        RunFolder run = new RunFolder(folder);
        run.write(record);

        assertThat(run.readRecord()).isEqualTo(record);
        assertThat(Files.readString(run.recordFile()))
                .contains("\"status\" : \"done\"", "\"started\" : \"2026-03-04T05:06:07.123Z\"", "\"seed\" : 7")
                .doesNotContain("message");
        assertThat(record.versions())
                .containsEntry("deeplearning4j", "1.0.0-M2.1")
                .containsEntry("nd4j", "1.0.0-M2.1")
                .hasEntrySatisfying(
                        "java", v -> assertThat(v).contains(Runtime.version().toString()));
        assertThat(record.machine().cores()).isPositive();
        assertThat(record.machine().memoryBytes()).isGreaterThan(1L << 28);
    }

    @Test
    void aFolderWithoutRecordIsNoRun() {
        assertThatThrownBy(() -> RunFolder.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a run folder");
    }

    @Test
    void aDamagedRecordIsRefusedByName() throws IOException {
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.recordFile(), "{\"format\" : 1, ");

        assertThatThrownBy(run::readRecord).isInstanceOf(IOException.class).hasMessageContaining("run.json");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.writeString(file, "old");

        assertThatThrownBy(() -> AtomicFile.write(file, temporary -> {
                    Files.writeString(temporary, "half");
                    throw new IOException("disk full");
                }))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("disk full");
        assertThat(file).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void findsTheCommitOfARepository() throws IOException, InterruptedException {
        assertThat(SourceCommit.inFolder(folder)).as("no repository").isEmpty();

        git("init", "-q");
        Path file = Files.writeString(folder.resolve("file"), "1");
        git("add", "file");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first");
        assertThat(SourceCommit.inFolder(folder)).hasValueSatisfying(source -> {
            assertThat(source.commit()).matches("[0-9a-f]{40}");
            assertThat(source.modified()).isFalse();
        });

        Files.writeString(file, "2");
        assertThat(SourceCommit.inFolder(folder))
                .hasValueSatisfying(source -> assertThat(source.modified()).isTrue());
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        Stream<String> command = Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(arguments));
        assertThat(new ProcessBuilder(command.toList()).inheritIO().start().waitFor())
                .isZero();
    }
}
