package org.dl4jlab.training.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dl4jlab.data.batches.Position;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFolderTest {

    @TempDir
    Path temporary;

    @Test
    void whatWasSavedIsRead() throws IOException {
        Checkpoint saved = checkpoint(7, 100_000);
        CheckpointFolder folder = folder();

        folder.save(saved);

        Checkpoint read = folder.newest().orElseThrow();
        assertThat(read).usingRecursiveComparison().isEqualTo(saved);
        assertThat(read.step()).isEqualTo(7);
    }

    @Test
    void partsThatAreMissingStayMissing() throws IOException {
        Checkpoint full = checkpoint(3, 10);
        Checkpoint saved = new Checkpoint(
                full.position(),
                0,
                0,
                List.of(),
                new float[0],
                full.parameters(),
                new float[0],
                Optional.empty(),
                Optional.empty(),
                full.random());

        folder().save(saved);

        assertThat(folder().newest().orElseThrow()).usingRecursiveComparison().isEqualTo(saved);
    }

    @Test
    void theNewestTwoAreKept() throws IOException {
        for (int step = 8; step <= 12; step++) {
            folder().save(checkpoint(step, 10));
        }

        assertThat(names()).containsExactlyInAnyOrder("step-000000011.ckpt", "step-000000012.ckpt");
        assertThat(folder().newest().orElseThrow().step()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "fa-IR", "bn-BD", "mr-IN", "my-MM", "th-TH-u-nu-thai"})
    void theyAreFoundAgainWhateverTheDigitsOfTheUsersLanguage(String language) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            folder().save(checkpoint(12, 10));

            assertThat(names()).containsExactly("step-000000012.ckpt");
            assertThat(folder().newest().orElseThrow().step()).isEqualTo(12);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void thereIsNoneWithoutAFolder() throws IOException {
        assertThat(folder().newest()).isEmpty();
        folder().clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 40, 200, 5000, -33, -32, -1})
    void aFileThatWasCutOffIsPassedOver(int length) throws IOException {
        folder().save(checkpoint(1, 2000));
        Path newer = folder().save(checkpoint(2, 2000));
        byte[] whole = Files.readAllBytes(newer);
        Files.write(newer, java.util.Arrays.copyOf(whole, length < 0 ? whole.length + length : length));

        assertThat(folder().newest().orElseThrow().step()).isEqualTo(1);
    }

    @Test
    void aFileWithAnyWrongByteIsPassedOver() throws IOException {
        folder().save(checkpoint(1, 50));
        Path newer = folder().save(checkpoint(2, 50));
        byte[] whole = Files.readAllBytes(newer);
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(newer, damaged);
            assertThat(folder().newest().orElseThrow().step()).isEqualTo(1);
        }
        Files.write(newer, whole);
        Files.write(newer, new byte[] {0}, StandardOpenOption.APPEND);
        assertThat(folder().newest().orElseThrow().step()).isEqualTo(1);
    }

    @Test
    void unreadableOnesThatLieAheadDoNotPushOutNewOnes() throws IOException {
        for (int step : new int[] {40, 50}) {
            Files.write(folder().save(checkpoint(step, 10)), new byte[] {1, 2, 3});
        }
        assertThat(folder().newest()).isEmpty();

        folder().save(checkpoint(8, 10));

        assertThat(folder().newest().orElseThrow().step()).isEqualTo(8);
        folder().save(checkpoint(16, 10));
        assertThat(names()).containsExactlyInAnyOrder("step-000000008.ckpt", "step-000000016.ckpt");
    }

    @Test
    void aFolderBehindALinkIsNotCleared() throws IOException {
        folder().save(checkpoint(1, 10));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder().path());

        new CheckpointFolder(link).clear();

        assertThat(names()).containsExactly("step-000000001.ckpt");
    }

    @Test
    void aWriterThatIsKilledAtAnyMomentLeavesAWholeCheckpoint() throws Exception {
        Random random = new Random();
        int last = 0;
        for (int round = 0; round < 2; round++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            EndlessCheckpoints.class.getName(),
                            folder().path().toString(),
                            Integer.toString(last))
                    .redirectErrorStream(true)
                    .redirectOutput(temporary.resolve("output.txt").toFile())
                    .start();
            try {
                // Any moment may follow: the child goes on writing while its files are looked at.
                int reach = last + 1 + random.nextInt(20);
                await().atMost(60, TimeUnit.SECONDS)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> newestStep() >= reach || !child.isAlive());
            } finally {
                child.destroyForcibly().waitFor();
            }
            int step = newestStep();
            assertThat(step)
                    .as(Files.readString(temporary.resolve("output.txt")))
                    .isGreaterThan(last);
            Checkpoint found = folder().newest().orElseThrow();
            assertThat(found.step()).as("the newest file is whole").isEqualTo(step);
            assertThat(found.parameters()).containsOnly(step);
            last = step;
        }
        folder().clear();
        assertThat(folder().path()).doesNotExist();
    }

    private int newestStep() throws IOException {
        return names().stream()
                .filter(name -> name.startsWith("step-"))
                .mapToInt(name -> Integer.parseInt(name.substring(5, 14)))
                .max()
                .orElse(0);
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(folder().path())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder().path())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private CheckpointFolder folder() {
        return new CheckpointFolder(temporary.resolve("checkpoint"));
    }

    private static Checkpoint checkpoint(int step, int parameters) {
        Random random = new Random(step);
        return new Checkpoint(
                new Position(2, 5),
                640,
                1.5,
                List.of(
                        new MetricsTable.Row(1, 4, 0.1, 2.25, 2.125, 0.25, 1234.5, 0.75, 0.3, 0.0625),
                        new MetricsTable.Row(2, 8, 0.05, Math.PI, null, null, 1e6, 1.5)),
                floats(random, step),
                floats(random, parameters),
                floats(random, 2 * parameters),
                Optional.of(floats(random, parameters)),
                Optional.of(new Checkpoint.Best(1, 0.25, floats(random, parameters))),
                new Checkpoint.RandomState(random.nextLong(), random.nextLong()));
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
