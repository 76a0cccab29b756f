package org.dl4jlab.experiments.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.ProgressFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunLock;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.SmallRuns;
import org.dl4jlab.ui.run.Curve;
import org.dl4jlab.ui.run.RunDetails;
import org.dl4jlab.ui.run.RunState;
import org.dl4jlab.ui.run.RunSummary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {

    private static RunRecord begun;

    @TempDir
    Path folder;

    @BeforeAll
    static void record() {
        // Asking git and the machine takes a while, so once.
        begun = SmallRuns.started("trial", "?", "run trial", 3, Map.of("epochs", 4, "batch", 10), null, Instant.now());
    }

    private RunFolder write(String name, RunRecord record) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectories(folder.resolve(name)));
        run.write(record);
        return run;
    }

    private static RunRecord finished() {
        return begun.with(new RunRecord.Result(0.93, 0.2, 93, 100))
                .with(new RunRecord.Timings(1, 1, 8, 1, 11, 5000))
                .end(RunStatus.DONE, null, begun.started().plusSeconds(11));
    }

    private RunSummary only() {
        List<RunSummary> rows = new RunFolders(folder).runs();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    @Test
    void aFinishedRunIsARow() throws IOException {
        write("trial-1", finished());
        RunSummary row = only();
        assertThat(row.id()).isEqualTo("trial-1");
        assertThat(row.state()).isEqualTo(RunState.FINISHED);
        assertThat(row.accuracy()).hasValue(0.93);
        assertThat(row.imagesPerSecond()).hasValue(5000);
        assertThat(row.elapsed()).hasSeconds(11);
        assertThat(row.live()).isEmpty();
    }

    @Test
    void aRunIsFollowedFromItsFilesAndSeenToHaveBeenKilled() throws IOException {
        RunFolder run = write(
                "trial-2",
                begun.with(new RunRecord.Data(
                        "mnist",
                        "MNIST",
                        List.of(1, 28, 28),
                        List.of("0", "1"),
                        100,
                        0,
                        10,
                        false,
                        Map.of(),
                        SmallRuns.input(1, 28, 28))));
        RunFolders runs = new RunFolders(folder);
        try (RunLock held = RunLock.hold(run);
                ProgressFile progress = ProgressFile.open(run.progressFile(), 0)) {
            assertThat(held).isNotNull();
            assertThat(runs.runs().get(0).state()).isEqualTo(RunState.RUNNING);
            assertThat(runs.runs().get(0).live()).isEmpty();
            progress.step(1, 100, 2.3);
            run.write(new MetricsTable(List.of(new MetricsTable.Row(1, 10, 0.1, 2, 1.9, 0.25, 100, 1))));
            RunSummary row = runs.runs().get(0);
            assertThat(row.epoch()).isEqualTo(1);
            assertThat(row.validationAccuracy()).hasValue(0.25);
            assertThat(row.live().orElseThrow().share()).isEqualTo(0.25);
            assertThat(row.live().orElseThrow().loss()).hasValue(2.3);
        }
        RunDetails killed = runs.run("trial-2").orElseThrow();
        assertThat(killed.summary().state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(killed.summary().live()).isEmpty();
        assertThat(killed.message())
                .hasValueSatisfying(text -> assertThat(text.english()).contains("without finishing"));
    }

    @Test
    void theFloorOfSmoothedLabelsIsSaidFromTheFirstStepOn() throws IOException {
        RunRecord smoothed = SmallRuns.started(
                        "trial", "?", "run trial", 3, Map.of("labelSmoothing", 0.2), null, Instant.now())
                .with(new RunRecord.Data(
                        "mnist",
                        "MNIST",
                        List.of(1, 28, 28),
                        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
                        100,
                        0,
                        10,
                        false,
                        Map.of(),
                        SmallRuns.input(1, 28, 28)));
        write("smoothed", smoothed);
        write("plain", begun.with(smoothed.data()));

        assertThat(new RunFolders(folder).run("smoothed").orElseThrow().lossNote())
                .hasValueSatisfying(note -> {
                    assertThat(note.english()).contains("0.867");
                    assertThat(note.chinese()).contains("0.867").containsPattern("\\p{IsHan}");
                });
        assertThat(new RunFolders(folder).run("plain").orElseThrow().lossNote()).isEmpty();
    }

    @Test
    void aRunThatStopsWithinAnEpochKeepsItsLastValidationAndCountsWholeEpochs() throws IOException {
        RunFolder run = write(
                "trial-3",
                begun.with(new RunRecord.Data(
                                "mnist",
                                "MNIST",
                                List.of(1, 28, 28),
                                List.of("0", "1"),
                                100,
                                20,
                                10,
                                false,
                                Map.of(),
                                SmallRuns.input(1, 28, 28)))
                        .end(RunStatus.INTERRUPTED, "stopped by the user after 12 training steps", Instant.now()));
        // 1.2 epochs: the row of the second was written when the run stopped, with nothing validated.
        run.write(new MetricsTable(List.of(
                new MetricsTable.Row(1, 10, 0.1, 2, 1.9, 0.25, 100, 1),
                new MetricsTable.Row(2, 12, 0.1, 1.8, null, null, 100, 1.2))));
        try (ProgressFile progress = ProgressFile.open(run.progressFile(), 0)) {
            progress.step(12, 120, 1.8);
        }
        RunSummary row = only();
        assertThat(row.state()).isEqualTo(RunState.INTERRUPTED);
        assertThat(row.validationAccuracy()).hasValue(0.25);
        assertThat(row.epoch()).isEqualTo(1);
        assertThat(row.epochs()).isEqualTo(4);
    }

    @Test
    void runsThatDifferInNothingButTheSeedAreOneGroup() throws IOException {
        RunRecord other =
                SmallRuns.started("trial", "?", "", 9, Map.of("epochs", 5, "batch", 10), null, begun.started());
        write("a", begun);
        write("b", finished());
        write("c", other);
        assertThat(new RunFolders(folder).runs().stream().map(RunSummary::group).distinct())
                .hasSize(2);
    }

    @Test
    void whatIsBrokenHalfWrittenOrNoRunDoesNotHideTheRest() throws IOException {
        RunFolder run = write("good", finished());
        Files.writeString(run.metricsFile(), "nonsense");
        Files.writeString(run.lossesFile(), "step,loss\n1,2.0\n2,");
        Files.writeString(run.predictionsFile(), "index,label,predicted,loss,p0\n0,7,7,1,1\n");
        Files.createDirectories(run.pictures());
        Files.writeString(run.pictures().resolve("samples.png"), "PNG");
        Files.createDirectory(run.pictures().resolve("folder.png"));
        Files.createDirectories(folder.resolve("empty"));
        Files.writeString(folder.resolve("some-file.html"), "x");
        Files.writeString(
                Files.createDirectories(folder.resolve("half")).resolve("run.json"), "{\"experiment\": \"tri");
        Files.writeString(Files.createDirectories(folder.resolve("null")).resolve("run.json"), "null");
        Files.writeString(Files.createDirectories(folder.resolve("bare")).resolve("run.json"), "{}");
        Files.createDirectories(folder.resolve(".hidden"));
        RunFolders runs = new RunFolders(folder);
        assertThat(runs.runs()).extracting(RunSummary::id).containsExactly("good");
        RunDetails details = runs.run("good").orElseThrow();
        assertThat(details.curves()).isEmpty();
        assertThat(details.confusion()).isEmpty();
        assertThat(details.pictures()).extracting("id").containsExactly("samples");
        assertThat(runs.picture("good", "samples")).isPresent();
        assertThat(runs.picture("good", "folder")).isEmpty();
        assertThat(new RunFolders(folder.resolve("absent")).runs()).isEmpty();
        assertThat(new RunFolders(run.recordFile()).runs()).isEmpty();
    }

    @Test
    void namesLeadNowhereElse() throws IOException {
        write("good", finished());
        Files.writeString(folder.resolve("run.json"), "{}");
        RunFolders runs = new RunFolders(Files.createDirectories(folder.resolve("inner")));
        for (String name : List.of("..", ".", "../good", "/etc", "a/b", "a\\b", "", "good\0", ".hidden")) {
            assertThat(runs.run(name)).as(name).isEmpty();
            assertThat(runs.statisticsFile(name)).as(name).isEmpty();
            assertThat(new RunFolders(folder).picture("good", name)).as(name).isEmpty();
        }
    }

    @Test
    void onlyFilesThatChangedAreReadAgain() throws IOException {
        for (int i = 0; i < 3; i++) {
            write("trial-" + i, finished());
        }
        RunFolders runs = new RunFolders(folder);
        assertThat(runs.runs()).extracting(row -> row.accuracy().orElseThrow()).containsOnly(0.93);
        // In place, of the same length and time: nobody sees it who does not read the file.
        Path unread = new RunFolder(folder.resolve("trial-1")).recordFile();
        FileTime before = Files.getLastModifiedTime(unread);
        Files.writeString(unread, Files.readString(unread).replace("0.93", "0.39"));
        Files.setLastModifiedTime(unread, before);
        new RunFolder(folder.resolve("trial-2")).write(begun);

        assertThat(runs.run("trial-1").orElseThrow().summary().accuracy()).hasValue(0.93);
        assertThat(new RunFolders(folder).run("trial-1").orElseThrow().summary().accuracy())
                .hasValue(0.39);
        assertThat(runs.runs().stream().filter(row -> row.state() == RunState.INTERRUPTED))
                .extracting(RunSummary::id)
                .containsExactly("trial-2");
    }

    @Test
    void theSmoothedLossKeepsTheMean() {
        int[] steps = new int[100];
        float[] losses = new float[100];
        for (int i = 0; i < 100; i++) {
            steps[i] = i + 1;
            losses[i] = i % 2;
        }
        List<Curve> curves = RunCurves.of(
                java.util.Optional.of(new org.dl4jlab.training.internal.run.LossSeries(steps, losses)),
                List.of(),
                List.of());
        assertThat(curves).extracting(Curve::name).containsExactly("step-loss", "train");
        assertThat(curves.get(1).y()[50]).isBetween(0.3, 0.7);
    }
}
