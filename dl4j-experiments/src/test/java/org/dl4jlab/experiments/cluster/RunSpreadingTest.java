package org.dl4jlab.experiments.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.cluster.Cluster;
import org.dl4jlab.training.cluster.ClusterException;
import org.dl4jlab.training.cluster.Job;
import org.dl4jlab.training.cluster.JobListener;
import org.dl4jlab.training.cluster.JobResult;
import org.dl4jlab.training.cluster.PackedFolder;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the other runs if one fails on a cluster, in each way in which it can. */
class RunSpreadingTest {

    private static final Experiment EXPERIMENT = Experiment.named("spread")
            .data(DataSets.MNIST)
            .network(Networks.byName("fc2layer"))
            .settings(TrainingSettings.of(1, 100));

    @TempDir
    private Path folder;

    @Test
    void aRunThatFailsInAnyWayDoesNotEndTheOthers() throws IOException {
        Path runs = folder.resolve("runs");
        List<SpreadRun> planned = LongStream.rangeClosed(1, 6)
                .mapToObj(seed -> new SpreadRun(EXPERIMENT, EXPERIMENT.settings(), Seed.of(seed), Optional.empty()))
                .toList();

        List<RunSpreading.Outcome> outcomes =
                new RunSpreading(new OneGood(), runs, LabOptions.defaults()).train(planned);

        assertThat(outcomes).extracting(RunSpreading.Outcome::planned).containsExactlyElementsOf(planned);
        assertThat(outcomes)
                .extracting(outcome -> outcome.failure().orElse(""))
                .satisfiesExactly(
                        fault -> assertThat(fault).contains("a fault of the program"),
                        refused -> assertThat(refused).isEqualTo("no memory on host-2"),
                        empty -> assertThat(empty).contains("not one folder"),
                        stopped -> assertThat(stopped).isEmpty(),
                        good -> assertThat(good).isEmpty(),
                        fault -> assertThat(fault).contains("a fault of the program"));
        assertThat(outcomes)
                .extracting(outcome -> outcome.run().isPresent())
                .containsExactly(false, false, false, false, true, false);
        Run good = outcomes.get(4).run().orElseThrow();
        assertThat(good.status()).isEqualTo(RunStatus.DONE);
        assertThat(Lab.in(runs).runs()).extracting(Run::path).containsExactly(good.path());
    }

    /** Trains the run of seed 5; the others fail at once, so that it comes back last. */
    private final class OneGood implements Cluster {

        @Override
        public String address() {
            return "test";
        }

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public JobResult perform(Job job, StopSignal stop, JobListener listener) {
            long seed = Long.parseLong(job.title().replaceAll(".*seed ", ""));
            if (seed == 2) {
                throw new ClusterException("no memory on host-2");
            }
            if (seed == 4) {
                throw new CancellationException();
            }
            try {
                if (seed == 3) {
                    return new JobResult("host-3", PackedFolder.of(new byte[0]));
                }
                if (seed == 5) {
                    Path there = folder.resolve("there");
                    Lab.in(there).train(EXPERIMENT.data(MnistSlice.load()), Seed.of(seed));
                    return new JobResult("host-5", PackedFolder.of(there));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("a fault of the program");
        }

        @Override
        public void close() {}
    }
}
