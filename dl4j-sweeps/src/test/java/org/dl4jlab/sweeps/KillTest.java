package org.dl4jlab.sweeps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dl4jlab.sweeps.record.CandidateRecord;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepPlan;
import org.dl4jlab.sweeps.search.SearchMethod;
import org.dl4jlab.sweeps.testing.SliceSpace;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.RunStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process that sweeps, as {@code kill -9} does, and goes on with what it left. */
class KillTest {

    private static final long SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void aKilledSweepGoesOnWithoutRepeatingAndEndsAsIfItHadNotBeenKilled() throws Exception {
        Path sweeps = folder.resolve("sweeps");
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx1g",
                        "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledSweep.class.getName(),
                        sweeps.toString(),
                        String.valueOf(KilledSweep.CANDIDATES))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await(child, output, sweeps, 10);
        } finally {
            child.destroyForcibly(); // SIGKILL
            child.waitFor(SECONDS, TimeUnit.SECONDS);
        }
        SweepFolder killed = onlySweep(sweeps).orElseThrow();
        assertThat(killed.readRecord().status()).isEqualTo(RunStatus.RUNNING);
        List<CandidateRecord> before = killed.readCandidates();
        assertThat(before.size()).isGreaterThanOrEqualTo(10).isLessThan(KilledSweep.CANDIDATES);

        int candidates = before.size() + 4;
        SweepPlan plan = Sweeps.plan(SearchMethod.GENETIC, candidates, 2, true);
        Sweeps.Diary diary = new Sweeps.Diary();
        SweepOutcome resumed = Sweeps.runner(diary).resume(new SliceSpace(), killed, plan);

        assertThat(diary.started)
                .hasSize(candidates - before.size())
                .doesNotContainAnyElementsOf(
                        before.stream().map(CandidateRecord::index).toList());
        SweepOutcome whole = Sweeps.runner(SweepListener.NONE).start(new SliceSpace(), plan, folder.resolve("whole"));
        assertThat(Sweeps.essence(resumed.candidates())).isEqualTo(Sweeps.essence(whole.candidates()));
    }

    private static void await(Process child, Path output, Path sweeps, int candidates) throws Exception {
        Awaitility.await()
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .atMost(SECONDS, TimeUnit.SECONDS)
                .failFast(() -> assertThat(child.isAlive())
                        .as("the child ended: " + Files.readString(output))
                        .isTrue())
                .until(() -> finished(sweeps) >= candidates);
    }

    /** Candidates recorded so far: none while the child has not yet made the folder of its sweep. */
    private static int finished(Path sweeps) throws IOException {
        Optional<SweepFolder> sweep = onlySweep(sweeps);
        return sweep.isPresent() ? sweep.get().readCandidates().size() : 0;
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
}
