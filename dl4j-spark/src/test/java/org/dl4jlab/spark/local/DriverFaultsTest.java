package org.dl4jlab.spark.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dl4jlab.data.file.AtomicFile;
import org.dl4jlab.data.file.FileTree;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.spark.testing.ChildProgram;
import org.dl4jlab.spark.testing.SliceCourse;
import org.dl4jlab.sweeps.SweepListener;
import org.dl4jlab.sweeps.SweepOutcome;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program that hands out the work is killed, or told to stop, and goes on later. */
@Tag("cluster")
@DisabledOnOs(OS.WINDOWS)
class DriverFaultsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private static LocalCluster machines;

    @BeforeAll
    static void start() throws IOException {
        machines = LocalCluster.start(2, 1, 1024);
    }

    @AfterAll
    static void end() throws IOException {
        machines.close();
    }

    @Test
    void aKilledSweepGoesOnWithWhatHadNotComeBack() throws Exception {
        Path sweeps = folder.resolve("sweeps");
        try (ChildProgram killed =
                ChildProgram.start(folder, on("sweep", "slice", "--candidates", "16", "--winner-seeds", "0"))) {
            killed.await(() -> candidates(sweeps).size() >= 3);
            killed.kill();
            killed.join();
        }
        SweepFolder left = onlySweep(sweeps).orElseThrow();
        assertThat(left.readRecord().status()).isEqualTo(RunStatus.RUNNING);
        Map<Path, FileTime> before = candidates(sweeps);
        assertThat(before.size()).isLessThan(16);
        await().atMost(PATIENCE).until(DriverFaultsTest::noExecutorIsLeft);

        try (ChildProgram resumed =
                ChildProgram.start(folder, on("sweep", "--resume", left.path().toString()))) {
            assertThat(resumed.join()).as(resumed.said()).isZero();
            assertThat(resumed.said()).contains("; " + before.size() + " already finished");
        }
        assertThat(candidates(sweeps)).hasSize(16).containsAllEntriesOf(before);
        List<CandidateRecord> there = left.readCandidates();
        SweepOutcome here = Sweeps.runner(SweepListener.NONE)
                .start(new SliceSpace(), left.readRecord().plan(), folder.resolve("undisturbed"));
        assertThat(Sweeps.essence(there)).isEqualTo(Sweeps.essence(here.candidates()));
        assertThat(left.readRecord().winner()).isEqualTo(here.record().winner());
    }

    @Test
    void seedsOfAKilledAndOfAStoppedProgramAreTrainedOnce() throws Exception {
        int seeds = 6;
        Path runs = folder.resolve("runs");
        String[] command = on("run", "slice-simple-cnn", "--seeds", String.valueOf(seeds), "--epochs", "20");
        try (ChildProgram killed = ChildProgram.start(folder, command)) {
            killed.await(() -> records(runs).size() >= 1);
            killed.kill();
            killed.join();
        }
        await().atMost(PATIENCE).until(DriverFaultsTest::noExecutorIsLeft);
        Map<Path, FileTime> first = records(runs);
        FileTree.remove(folder.resolve("tmp"));

        try (ChildProgram stopped = ChildProgram.start(folder, command)) {
            stopped.await(() -> records(runs).size() >= first.size() + 1);
            stopped.interrupt();
            assertThat(stopped.join()).as(stopped.said()).isEqualTo(130);
            assertThat(stopped.said()).contains("Stopping").doesNotContain("\tat ", "WARN");
        }
        Map<Path, FileTime> second = records(runs);
        assertThat(second).containsAllEntriesOf(first);
        assertThat(second.size()).isLessThan(seeds);
        assertThat(folder.resolve("tmp").toFile().listFiles(File::isDirectory)).isEmpty();
        await().atMost(PATIENCE).until(DriverFaultsTest::noExecutorIsLeft);

        try (ChildProgram whole = ChildProgram.start(folder, command)) {
            assertThat(whole.join()).as(whole.said()).isZero();
            assertThat(whole.said()).containsPattern("(?m)^Begun: slice-simple-cnn, seed \\d on 127\\.0\\.0\\.1$");
        }
        assertThat(records(runs)).hasSize(seeds).containsAllEntriesOf(second);
        try (Stream<Path> files = Files.list(runs)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".unfinished")))
                    .isEmpty();
        }
        Run there = Lab.in(runs).runs().stream()
                .filter(run -> run.seed().value() == seeds)
                .findFirst()
                .orElseThrow();
        Run here = Lab.in(
                        folder.resolve("undisturbed"),
                        LabOptions.defaults()
                                .withEngine(Optional.of(EngineOptions.defaults().withThreads(1))))
                .train(SliceExperiment.of("simple-cnn", false), there.settings(), there.seed());
        assertThat(there.losses()).containsExactly(here.losses());
    }

    @Test
    void anAskOfAllGoesOnAfterAKillAndAroundAQuestionThatFails() throws Exception {
        Path runs = folder.resolve("runs");
        String[] command = on("ask", "all", "--quick");
        try (ChildProgram killed = ask(command)) {
            killed.await(() -> records(runs).size() >= 2);
            killed.kill();
            killed.join();
        }
        await().atMost(PATIENCE).until(DriverFaultsTest::noExecutorIsLeft);
        Map<Path, FileTime> first = records(runs);
        assertThat(first.size()).isLessThan(6);

        try (ChildProgram whole = ask(command)) {
            assertThat(whole.join()).as(whole.said()).isEqualTo(1);
            assertThat(whole.said())
                    .contains("Not answered: slice-failing: slice-failing-few, seed 1 failed: no space left")
                    .contains("All answers: ")
                    .doesNotContain("\tat ");
        }
        Path answers = runs.resolve("answers");
        assertThat(answers.resolve("slice-first-quick.html")).exists();
        assertThat(answers.resolve("slice-last-quick.html")).exists();
        // Six of the first question, two of the last one, two that failed.
        assertThat(records(runs)).hasSize(10).containsAllEntriesOf(first);
        Lab lab = Lab.in(runs);
        assertThat(lab.runs()).filteredOn(run -> run.status() == RunStatus.DONE).hasSize(8);
    }

    private ChildProgram ask(String... command) throws IOException {
        return ChildProgram.startClass(folder, SliceCourse.class.getName(), command);
    }

    private static String[] on(String... command) {
        return Stream.concat(Stream.of(command), Stream.of("--master", machines.address()))
                .toArray(String[]::new);
    }

    /** Candidates with the times at which they were written. */
    private static Map<Path, FileTime> candidates(Path sweeps) throws IOException {
        Optional<SweepFolder> sweep = onlySweep(sweeps);
        return sweep.isEmpty() ? Map.of() : times(sweep.get().path().resolve("candidates"), "");
    }

    private static Optional<SweepFolder> onlySweep(Path sweeps) throws IOException {
        if (!Files.isDirectory(sweeps)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(sweeps)) {
            return folders.filter(f -> Files.isDirectory(f.resolve("candidates")))
                    .findFirst()
                    .map(SweepFolder::new);
        }
    }

    /** Runs with the times at which their records were written. */
    private static Map<Path, FileTime> records(Path runs) throws IOException {
        return Files.isDirectory(runs) ? times(runs, "run.json") : Map.of();
    }

    private static Map<Path, FileTime> times(Path folder, String inside) throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.map(f -> f.resolve(inside)).toList()) {
                String name = folder.relativize(file).toString();
                if (Files.isRegularFile(file)
                        && !name.startsWith(".unfinished")
                        && !name.startsWith(AtomicFile.TEMPORARY_PREFIX)) {
                    times.put(file, Files.getLastModifiedTime(file));
                }
            }
        }
        return times;
    }

    private static boolean noExecutorIsLeft() {
        return machines.processes().stream()
                .allMatch(process -> process.descendants().findAny().isEmpty());
    }
}
