package org.dl4jlab.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.spark.local.LocalCluster;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.OptimizerSettings;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelTraining;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What several machines that train one network gain and cost. Prints tables; for a machine that has nothing else to do. */
@Tag("full")
class ParallelFiguresTest {

    private static final int FREQUENCY = 10;
    private static final int SEEDS = 3;
    private static final int BATCH = 64;
    private static final int TEST_IMAGES = 5000;

    @TempDir
    Path folder;

    /** A training of some epochs. */
    private record Case(String network, DataSetSpec data, int images, int epochs, boolean engine) {

        Experiment experiment() {
            return Experiment.named(network).data(data).network(Networks.byName(network));
        }

        /** @param batch of each machine */
        TrainingSettings settings(int batch) {
            return TrainingSettings.of(epochs, batch)
                    .with(OptimizerSettings.sgd(0.02, 0.9))
                    .withTrainImages(images)
                    .withTestImages(TEST_IMAGES);
        }

        LabOptions options() {
            return LabOptions.defaults().withEngine(engine ? Optional.of(EngineOptions.defaults()) : Optional.empty());
        }

        String name() {
            return network + (engine ? "" : ", DL4J's layers");
        }
    }

    @Test
    void imagesPerSecondOfFc2layer() throws Exception {
        imagesPerSecond(new Case("fc2layer", DataSets.MNIST, 60_000, 3, true), 1, 2, 4);
    }

    @Test
    void imagesPerSecondOfCifarNet() throws Exception {
        imagesPerSecond(new Case("cifar-net", DataSets.CIFAR10, 20_000, 2, true), 1, 2, 4);
    }

    @Test
    void imagesPerSecondOfCifarNetOnLayersOfDl4j() throws Exception {
        imagesPerSecond(new Case("cifar-net", DataSets.CIFAR10, 4_000, 2, false), 1, 2, 4);
    }

    @Test
    void imagesPerSecondOfVgg11() throws Exception {
        imagesPerSecond(new Case("vgg11-bn", DataSets.CIFAR10, 4_000, 2, true), 1, 2);
    }

    @Test
    void imagesPerSecondOfVgg11OnFourExecutors() throws Exception {
        imagesPerSecond(new Case("vgg11-bn", DataSets.CIFAR10, 4_000, 2, true), 4);
    }

    /** Prints them, and where the time goes. The first epoch compiles and warms up: the last one counts. */
    private void imagesPerSecond(Case one, int... counts) throws Exception {
        Run alone = Lab.in(folder, one.options()).train(one.experiment(), one.settings(BATCH), Seed.of(1));
        System.out.printf(
                Locale.ROOT,
                "%s, one process | %,.0f images/s%n",
                one.name(),
                alone.metrics().get(alone.metrics().size() - 1).imagesPerSecond());
        System.out.println("network, machines | images/s | compute, bytes, averaging, network (share) | KB a round");
        for (int machines : counts) {
            try (LocalCluster cluster = LocalCluster.start(machines, 1, 2048);
                    SparkConnection connection = SparkConnection.open(cluster.address(), "test")) {
                Rounds rounds = Rounds.lastEpoch(train(connection, one, machines, BATCH, 1), one.epochs());
                System.out.printf(Locale.ROOT, "%s, %d | %s%n", one.name(), machines, rounds);
                assertThat(rounds.images()).isEqualTo(one.images());
            }
        }
    }

    @Test
    void accuracyAtEqualEpochs() throws Exception {
        Case small = new Case("simple-cnn", DataSets.MNIST, 20_000, 2, true);
        try (LocalCluster cluster = LocalCluster.start(2, 1, 2048);
                SparkConnection connection = SparkConnection.open(cluster.address(), "test")) {
            double alone = 0;
            double together = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                double one = accuracy(Lab.in(folder, small.options())
                        .train(small.experiment(), small.settings(BATCH), Seed.of(seed)));
                double two = accuracy(train(connection, small, 2, BATCH / 2, seed));
                System.out.printf(
                        Locale.ROOT,
                        "%s, %d epochs, seed %d: one machine %.2f %%, two with half the batch each %.2f %%, two with the"
                                + " same batch each %.2f %%%n",
                        small.name(),
                        small.epochs(),
                        seed,
                        100 * one,
                        100 * two,
                        100 * accuracy(train(connection, small, 2, BATCH, seed)));
                alone += one / SEEDS;
                together += two / SEEDS;
            }
            assertThat(together).isGreaterThan(alone - 0.02);
        }
    }

    private Run train(SparkConnection connection, Case one, int machines, int batch, long seed) throws IOException {
        return ParallelTraining.in(folder, one.options(), SparkMachines.of(connection, machines), FREQUENCY)
                .train(one.experiment(), one.settings(batch), Seed.of(seed));
    }

    private static double accuracy(Run run) {
        return run.result().orElseThrow().accuracy();
    }

    /** Sums of some rows of {@code rounds.csv}. */
    private record Rounds(
            int count,
            long images,
            long bytes,
            double seconds,
            double compute,
            double serialization,
            double averaging,
            double network) {

        static Rounds lastEpoch(Run run, int epochs) throws IOException {
            List<String> rows = Files.readAllLines(run.path().resolve("rounds.csv"));
            int all = rows.size() - 1;
            double[] sums = new double[9];
            for (String row : rows.subList(rows.size() - all / epochs, rows.size())) {
                String[] cells = row.split(",");
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += Double.parseDouble(cells[i]);
                }
            }
            return new Rounds(
                    all / epochs, (long) sums[2], (long) sums[3], sums[4], sums[5], sums[6], sums[7], sums[8]);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f | %.0f %%, %.0f %%, %.0f %%, %.0f %% of %.2f s in %d rounds | %,d",
                    images / seconds,
                    100 * compute / seconds,
                    100 * serialization / seconds,
                    100 * averaging / seconds,
                    100 * network / seconds,
                    seconds,
                    count,
                    bytes / count / 1000);
        }
    }
}
