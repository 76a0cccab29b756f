package org.dl4jlab.experiments.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.catalog.DataSets;
import org.dl4jlab.data.image.ImageSet;
import org.dl4jlab.data.image.ImageView;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.reports.picture.LearningRateCurve;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.LearningRateScan;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.network.Whitening;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.runner.ExperimentRunner;
import org.dl4jlab.training.internal.settings.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short runs of the CIFAR-10 experiments on images of ten colours, which any network can learn. */
class CifarRunTest {

    private static final int IMAGES = 200;

    @TempDir
    Path runs;

    @Test
    void theBestNetworkLearnsOnTheEngineAndKeepsItsWhitening() throws IOException {
        Experiment experiment = CifarBestExperiment.EXPERIMENT;
        RecordedRun outcome = run(experiment, Map.of("epochs", "6", "batch", "20"));

        assertThat(outcome.record().network().engine()).as("ran on the engine").isTrue();
        assertThat(outcome.record().result().accuracy()).isGreaterThan(0.5);
        ComputationGraph network = ModelSerializer.restoreComputationGraph(
                outcome.folder().modelFile().toFile());
        assertThat(network.getParam("whitening_W"))
                .isEqualTo(Whitening.weights(ImageView.all(colours(1)), DataSets.CIFAR10.normalization(), 2));
    }

    @Test
    void theSmallNetworkLearns() throws IOException {
        RecordedRun outcome = run(experiment("cifar-net"), Map.of("epochs", "6", "batch", "20"));

        assertThat(outcome.record().result().accuracy()).isGreaterThan(0.5);
        assertThat(outcome.record().data().input().mean()).containsOnly(0.5f);
    }

    @Test
    void learningRatesAreTriedAndOneIsSuggested() throws IOException {
        Experiment experiment = experiment("cifar-net");
        TrainingSettings settings = experiment.settings().withBatch(2);

        LearningRateScan found = Lab.in(runs).scanLearningRates(experiment.data(data()), settings, Seed.of(1));

        assertThat(found.suggestion().orElseThrow()).isBetween(1e-6, 0.1);
        assertThat(LearningRateCurve.draw(found)).isNotEmptyFile();
        assertThat(Files.readAllLines(found.table()).size())
                .isEqualTo(found.rates().size() + 1);
    }

    @Tag("full")
    @ParameterizedTest
    @ValueSource(strings = {"cifar-net-improved", "cifar-vgg11", "cifar-vgg16", "cifar-resnet18"})
    void theOthersRunOnTheEngine(String name) throws IOException {
        RecordedRun outcome = run(experiment(name), Map.of("epochs", "2", "batch", "20"));

        assertThat(outcome.record().network().engine()).isTrue();
        assertThat(outcome.record().result().averageLoss()).isFinite();
    }

    private RecordedRun run(Experiment experiment, Map<String, String> choices) throws IOException {
        TrainingSettings settings = Settings.override(experiment.settings().withTestBatch(50), choices);
        return new ExperimentRunner(runs, LabOptions.defaults()).run(experiment.data(data()), settings, 1);
    }

    private static Experiment experiment(String name) {
        return Lab.in(Path.of("runs")).experiment(name);
    }

    private static LoadedData data() {
        return new LoadedData(DataSets.CIFAR10, colours(1), colours(2), Map.of("colours", "none"));
    }

    /** Image i has class i modulo 10, whose colour it shows with some noise. */
    private static ImageSet colours(int seed) {
        int area = DataSets.CIFAR10.shape().area();
        byte[] pixels = new byte[IMAGES * 3 * area];
        byte[] labels = new byte[IMAGES];
        Random random = new Random(seed);
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) (i % 10);
            int[] colour = {20 + 20 * (i % 10), i % 2 * 150 + 40, 220 - 18 * (i % 10)};
            for (int p = 0; p < 3 * area; p++) {
                pixels[i * 3 * area + p] = (byte) (colour[p / area] + random.nextInt(31) - 15);
            }
        }
        return new ImageSet(DataSets.CIFAR10.shape(), DataSets.CIFAR10.classNames(), pixels, labels);
    }
}
