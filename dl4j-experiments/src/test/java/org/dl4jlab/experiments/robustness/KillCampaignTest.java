package org.dl4jlab.experiments.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.experiments.robustness.KilledProgram.Work;
import org.dl4jlab.sweeps.record.SweepFolder;
import org.dl4jlab.sweeps.record.SweepRecord;
import org.dl4jlab.sweeps.testing.Sweeps;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.internal.run.ModelFile;
import org.dl4jlab.training.internal.run.RunFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills programs that train or sweep, as {@code kill -9} does, at random moments, starts them again until they are done, and
 * compares what they left with what undisturbed ones leave, to the last bit. {@code -Pfull} kills 100 times, or as often as
 * {@code -Ddl4jlab.kills} says. {@code KilledRunTest} and {@code KillTest} kill a run and a sweep by default.
 */
class KillCampaignTest {

    private static final int USUAL = 1;
    private static final int FULL = 100;
    private static final int MOST_SECONDS = 600;
    private static final int POLL_MILLIS = 5;
    private static final long SEED = 20261130;

    /** Kills before a program is left to end. */
    private static final int IN_A_ROW = 3;

    @TempDir
    Path folder;

    private final Map<Work, List<String>> undisturbed = new EnumMap<>(Work.class);

    /** Processor time that undisturbed work takes; moments are drawn from it, since it does not change with the machine's load. */
    private final Map<Work, Duration> takes = new EnumMap<>(Work.class);

    @Tag("full")
    @Test
    void seedsThatAreKilledEndAsIfTheyHadNot() throws Exception {
        kill(USUAL, List.of(Work.SEEDS));
    }

    @Tag("full")
    @Test
    void soDoesEverythingWhereverItIsKilled() throws Exception {
        kill(Integer.getInteger("dl4jlab.kills", FULL), List.of(Work.values()));
    }

    private void kill(int wanted, List<Work> works) throws Exception {
        for (Work work : works) {
            Path whole = folder.resolve("whole-" + work);
            Child child = new Child(work, whole);
            assertThat(child.waitToEnd()).as("undisturbed %s", work).isZero();
            takes.put(work, child.processorTime);
            undisturbed.put(work, essence(work, whole));
        }
        Random random = new Random(SEED);
        int kills = 0;
        for (int round = 0; kills < wanted; round++) {
            Work work = works.get(round % works.size());
            Path place = folder.resolve("round-" + round);
            int before = kills;
            for (int turn = 0; turn < IN_A_ROW && kills < wanted; turn++) {
                long millis = (long)
                        ((0.1 + 0.9 * random.nextDouble()) * takes.get(work).toMillis());
                kills += new Child(work, place).killAfter(Duration.ofMillis(millis)) ? 1 : 0;
            }
            assertThat(new Child(work, place).waitToEnd())
                    .as("%s of round %d with seed %d, after %d kills", work, round, SEED, kills - before)
                    .isZero();
            assertThat(essence(work, place))
                    .as("%s of round %d with seed %d, after %d kills", work, round, SEED, kills - before)
                    .isEqualTo(undisturbed.get(work));
        }
        System.out.println(kills + " kills of " + works + " with seed " + SEED + ", all ends equal");
    }

    private final class Child {

        private final Process process;
        private final Path output;
        private Duration processorTime = Duration.ZERO;

        Child(Work work, Path place) throws IOException {
            output = Files.createTempFile(folder, "output", ".txt");
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx1g",
                            // A process that is killed within seconds starts sooner so.
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            // Two threads that wait for each other at every step crawl where others use the cores.
                            "-Ddl4jlab.threads=1",
                            "-Ddl4jlab.log.file=" + folder.resolve("lab.log"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledProgram.class.getName(),
                            work.name(),
                            place.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        }

        /**
         * Kills it when it has had some processor time.
         *
         * @return whether it was still at work; one that has ended must have ended well
         */
        boolean killAfter(Duration wanted) throws Exception {
            waitFor(wanted);
            if (!process.isAlive()) {
                assertThat(process.exitValue()).as(Files.readString(output)).isZero();
                return false;
            }
            process.destroyForcibly(); // SIGKILL
            process.waitFor();
            return true;
        }

        int waitToEnd() throws Exception {
            try {
                waitFor(Duration.ofDays(1));
                assertThat(process.isAlive())
                        .as("still at work; it said: %s", Files.readString(output))
                        .isFalse();
                assertThat(process.exitValue()).as(Files.readString(output)).isZero();
                return process.exitValue();
            } finally {
                process.destroyForcibly();
            }
        }

        /** Until it has ended or has had so much processor time, and not for ever. */
        private void waitFor(Duration wanted) throws InterruptedException {
            long start = System.nanoTime();
            while (processorTime.compareTo(wanted) < 0
                    && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(MOST_SECONDS)
                    && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                processorTime = process.info().totalCpuDuration().orElse(processorTime);
            }
        }
    }

    /** Everything that was left but times. */
    private static List<String> essence(Work work, Path place) throws IOException {
        return work == Work.SWEEP ? sweep(place) : runs(place);
    }

    private static List<String> runs(Path place) throws IOException {
        List<String> lines = new ArrayList<>();
        List<RunFolder> runs = new ArrayList<>(KilledProgram.runs(place));
        runs.sort(
                Comparator.comparing(run -> run.path().getFileName().toString().replaceAll(".*-s", "")));
        for (RunFolder run : runs) {
            if (run.readRecord().status() == RunStatus.DONE) {
                MultiLayerNetwork network = (MultiLayerNetwork) ModelFile.read(run.modelFile(), false);
                lines.add("seed " + run.readRecord().seed() + ": weights "
                        + Arrays.hashCode(network.params().data().asFloat()) + ", losses "
                        + Arrays.toString(run.readLosses().loss()) + ", predictions "
                        + Files.readString(run.predictionsFile()));
                network.close();
            } else {
                lines.add("seed " + run.readRecord().seed() + ": "
                        + run.readRecord().status());
            }
        }
        return lines;
    }

    private static List<String> sweep(Path place) throws IOException {
        List<SweepFolder> sweeps = KilledProgram.sweeps(place);
        assertThat(sweeps).hasSize(1);
        SweepRecord record = sweeps.get(0).readRecord();
        List<String> lines = new ArrayList<>(Sweeps.essence(sweeps.get(0).readCandidates()));
        lines.add(record.status() + ", winner " + record.winner().candidate());
        record.winner()
                .tests()
                .forEach(test -> lines.add(test.seed() + ": " + test.accuracy() + " " + test.averageLoss()));
        return lines;
    }
}
