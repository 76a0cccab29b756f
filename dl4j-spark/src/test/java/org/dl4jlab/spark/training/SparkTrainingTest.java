package org.dl4jlab.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.dl4jlab.data.batches.ImageBatches;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.random.SplitMix64;
import org.dl4jlab.spark.SparkConnection;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.parallel.ParallelTraining;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;

class SparkTrainingTest {

    private static SparkConnection connection;

    @TempDir
    Path runs;

    @BeforeAll
    static void connect() {
        connection = SparkConnection.open("local[2]", "test");
    }

    @AfterAll
    static void end() {
        connection.close();
    }

    /** DL4J's own network and optimiser, without the engine, make the same of the same batches. */
    @Test
    void averagesAsDl4jDoes() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        // One round of three steps on each machine.
        TrainingSettings settings = settings("none").withTrainImages(120);
        Run start = Lab.in(runs.resolve("start")).train(experiment, settings.withLearningRate(1e-9), Seed.of(3));
        Run ours = on(2, 3).train(experiment, settings, Seed.of(3));

        MultiLayerNetwork network = (MultiLayerNetwork) start.model();
        network.setLearningRate(settings.learningRate());
        network.getUpdater().getStateViewArray().assign(0);
        SparkDl4jMultiLayer reference = new SparkDl4jMultiLayer(
                connection.context().sc(),
                network,
                new ParameterAveragingTrainingMaster.Builder(2, 1)
                        .batchSizePerWorker(20)
                        .averagingFrequency(3)
                        .repartionData(Repartition.Never)
                        .rddTrainingApproach(RDDTrainingApproach.Direct)
                        .build());
        List<DataSet> batches = new ArrayList<>();
        ImageView images = ImageView.all(MnistSlice.load().train()).stratified(120, subsetSeed(3));
        for (int machine = 0; machine < 2; machine++) {
            try (ImageBatches part = ImageBatches.of(images.part(machine, 2))
                    .batchSize(20)
                    .normalize(MnistSlice.spec().normalization())
                    .freshArrays()
                    .build()) {
                part.forEachRemaining(batches::add);
            }
        }
        Model trained = reference.fit(connection.context().parallelize(batches, 2));

        float[] expected = trained.params().toFloatVector();
        float[] got = ours.model().params().toFloatVector();
        float[] before = start.model().params().toFloatVector();
        double moved = 0;
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(1e-5f));
            moved = Math.max(moved, Math.abs(got[i] - before[i]));
        }
        assertThat(moved).isGreaterThan(0.002);
    }

    private static long subsetSeed(long run) {
        return SplitMix64.child(run, 4);
    }

    @Test
    void oneCopyGivesTheNumbersOfALab() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings = settings("every-epoch").withTrainImages(200).withCrop(2);
        Run alone = Lab.in(runs).train(experiment, settings, Seed.of(4));

        Run together = on(1, 1).train(experiment, settings, Seed.of(4));

        assertThat(together.losses()).containsExactly(alone.losses());
        assertThat(together.model().params()).isEqualTo(alone.model().params());
        assertThat(together.evaluation().orElseThrow().predictions())
                .usingRecursiveComparison()
                .isEqualTo(alone.evaluation().orElseThrow().predictions());
    }

    @Test
    void copiesLearnTogetherOnTheEngineAndTheSameSeedGivesTheSameNumbers() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings = experiment.settings().withEpochs(6).withBatch(10);

        Run first = on(2, 25).train(experiment, settings, Seed.of(2));
        Run again = on(2, 25).train(experiment, settings, Seed.of(2));

        assertThat(first.result().orElseThrow().accuracy()).isGreaterThan(0.75);
        assertThat(again.model().params()).isEqualTo(first.model().params());
        assertThat(again.losses()).containsExactly(first.losses());
        assertThat(first.recipe().choices()).containsEntry("engine", "true").containsEntry("machines", "2");
        assertThat(Files.readAllLines(first.path().resolve("rounds.csv")))
                .hasSize(1 + 6 * 2)
                .allMatch(row -> row.split(",").length == 9);
        assertThat(CopyHost.size()).isZero();
    }

    /** More copies than the driver adds up alone, and more than there are cores. */
    @Tag("full")
    @Test
    void manyCopiesAreAddedUpInGroups() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings =
                settings("every-epoch").withEpochs(1).withBatch(4).withTrainImages(101);

        Run first = on(10, 2).train(experiment, settings, Seed.of(2));
        Run again = on(10, 2).train(experiment, settings, Seed.of(2));

        assertThat(again.model().params()).isEqualTo(first.model().params());
        assertThat(Files.readAllLines(first.path().resolve("rounds.csv")).get(1))
                .startsWith("1,2,80,");
    }

    @Test
    void whatIsLostWithAnExecutorIsMadeAgainWithTheSameNumbers() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = settings("every-epoch").withEpochs(2).withTrainImages(200);
        Run whole = on(2, 1).train(experiment, settings, Seed.of(5));
        AtomicInteger steps = new AtomicInteger();
        RunListener forgetting = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (steps.incrementAndGet() == 3) {
                    // As if the executors had been lost with all that they kept.
                    CopyHost.forgetAll();
                }
            }
        };

        Run lost = ParallelTraining.in(
                        runs, LabOptions.defaults().withListener(forgetting), SparkMachines.of(connection, 2), 1)
                .train(experiment, settings, Seed.of(5));

        assertThat(lost.model().params()).isEqualTo(whole.model().params());
    }

    @Test
    void noCopyAtAllIsRefused() {
        assertThatThrownBy(() -> SparkMachines.of(connection, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 1, but got 0");
    }

    private ParallelTraining on(int copies, int frequency) {
        return ParallelTraining.in(runs, LabOptions.defaults(), SparkMachines.of(connection, copies), frequency);
    }

    private static TrainingSettings settings(String shuffle) {
        return TrainingSettings.of(1, 20)
                .with(SliceExperiment.of("simple-cnn", false).settings().optimization())
                .withShuffle(
                        shuffle.equals("none") ? TrainingSettings.Shuffle.NONE : TrainingSettings.Shuffle.EVERY_EPOCH)
                .withTestImages(40)
                .withTestBatch(40);
    }
}
