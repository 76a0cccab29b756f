package org.dl4jlab.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.testing.LabCall;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelTraining;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --machines}, against the same call from Java. */
class TrainingCommandsTest {

    private final Experiment experiment = SliceExperiment.of("simple-cnn", false);

    private final TrainingSettings settings =
            experiment.settings().withEpochs(2).withTrainImages(200).withTestImages(50);

    @TempDir
    Path folder;

    @Test
    void theWeightsAreThoseOfTheCallFromJava() throws Exception {
        assertThat(run("--seeds", "2", "--averaging-frequency", "3").code()).isZero();
        assertThat(run("--seed", "3").code()).isZero();

        List<Run> typed = runs();
        try (SparkConnection connection = SparkConnection.open("local[2]", "test")) {
            assertSame(typed.get(0), called(connection, 3, 1, LabOptions.defaults()));
            assertSame(typed.get(1), called(connection, 3, 2, LabOptions.defaults()));
            assertSame(typed.get(2), called(connection, 10, 3, LabOptions.defaults()));
        }
        assertThat(typed.get(0).recipe().choices())
                .containsEntry("machines", "2")
                .containsEntry("averagingFrequency", "3");
        assertThat(typed.get(2).recipe().choices()).containsEntry("averagingFrequency", "10");
        assertThat(typed.get(0).path().resolve("report.html")).isNotEmptyFile();
    }

    @Test
    void aStoppedRunGoesOnOnAClusterAlone() throws Exception {
        Run whole;
        Run stopped;
        try (SparkConnection connection = SparkConnection.open("local[2]", "test")) {
            whole = called(connection, 3, 4, LabOptions.defaults());
            StopSignal.Switch stop = new StopSignal.Switch();
            stopped = called(
                    connection, 3, 4, LabOptions.defaults().withStop(stop).withListener(new RunListener() {
                        @Override
                        public void step(int step, long images, double loss) {
                            if (step == 4) {
                                stop.stop();
                            }
                        }
                    }));
        }
        assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);

        LabCall without = LabCall.of("run", "--resume", stopped.path().toString());
        LabCall with = LabCall.of("run", "--resume", stopped.path().toString(), "--master", "local[2]");

        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .contains(stopped.path() + " was trained on 2 machines together; add --master with the address");
        assertThat(with.code()).isZero();
        assertSame(Lab.in(folder).open(stopped.path()), whole);
    }

    @Test
    void aRunOfOneMachineDoesNotGoOnOnACluster() throws Exception {
        StopSignal.Switch stop = new StopSignal.Switch();
        stop.stop();
        Run stopped = Lab.in(folder, LabOptions.defaults().withStop(stop)).train(experiment, settings, Seed.of(1));

        LabCall call = LabCall.of("run", "--resume", stopped.path().toString(), "--master", "local[2]");

        assertThat(call.code()).isEqualTo(2);
        assertThat(call.err()).contains("was trained on one machine alone and goes on here; leave out --master.");
    }

    private LabCall run(String... more) throws ReflectiveOperationException {
        return LabCall.of(Stream.concat(
                        Stream.of(
                                "run",
                                experiment.name(),
                                "--master",
                                "local[2]",
                                "--machines",
                                "2",
                                "--epochs",
                                "2",
                                "--set",
                                "trainImages=200",
                                "--set",
                                "testImages=50",
                                "--runs-dir",
                                folder.resolve("typed").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<Run> runs() throws IOException {
        return Lab.in(folder.resolve("typed")).runs().stream()
                .sorted(Comparator.comparing(run -> run.seed().value()))
                .toList();
    }

    private Run called(SparkConnection connection, int frequency, long seed, LabOptions options) throws IOException {
        return ParallelTraining.in(folder.resolve("called"), options, SparkMachines.of(connection, 2), frequency)
                .train(experiment, settings, Seed.of(seed));
    }

    private static void assertSame(Run run, Run expected) throws IOException {
        assertThat(run.status()).isEqualTo(RunStatus.DONE);
        assertThat(run.losses()).containsExactly(expected.losses());
        assertThat(run.model().params()).isEqualTo(expected.model().params());
        assertThat(Files.readAllLines(run.path().resolve("rounds.csv"))).isNotEmpty();
    }
}
