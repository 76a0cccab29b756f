package org.dl4jlab.training.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.Lab;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.Run;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.Seed;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelTrainingTest {

    @TempDir
    Path runs;

    /** Every group of settings is in one of these rows. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fc2layer; 1; averaging=ema averagingDecay=0.9 keepBest=true shuffle=once",
                "simple-cnn; 1; averaging=lookahead averagingEvery=2 crop=2 flip=alternating labelSmoothing=0.1",
                "simple-cnn; 3; accumulation=2 gradientClip=0.5 mixUp=0.4 cutMix=1 sampling=balanced"
                        + " classWeights=balanced resizedCrop=0.5 rotation=10",
                "fc2layer; 2; schedule=plateau plateauEpochs=1 decayFactor=0.1 epochs=5 learningRate=3"
                        + " checkpointEvery=2",
                "fc2layer; 3; autoAugment=rand-augment brightness=0.3 schedule=cosine warmupEpochs=0.5 optimizer=adam"
                        + " learningRate=0.01 shuffle=by-class patience=1 testBatch=7 logEvery=1",
            })
    void oneMachineGivesTheNumbersOfALab(String network, int frequency, String choices) throws IOException {
        assertEqualToALab(network, frequency, choices);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cifar-net-improved; 2; optimizer=adamw learningRate=0.002 weightDecay=0.01 firstLayers=1"
                        + " firstLayersRate=0.5 testViews=mirror",
                "resnet20; 5; schedule=one-cycle optimizer=nesterov weightDecay=0.001 cutout=5 folds=3 fold=2"
                        + " testImages=0 epochs=1 trainImages=90",
            })
    void soItDoesWithBatchNorm(String network, int frequency, String choices) throws IOException {
        assertEqualToALab(network, frequency, choices);
    }

    private void assertEqualToALab(String network, int frequency, String choices) throws IOException {
        Experiment experiment = SliceExperiment.of(network, false);
        TrainingSettings settings = settings(experiment, choices);
        Run alone = Lab.in(runs).train(experiment, settings, Seed.of(4));

        Run together = on(1, frequency).train(experiment, settings, Seed.of(4));

        assertThat(together.losses()).containsExactly(alone.losses());
        Model model = together.model();
        assertThat(model.params()).isEqualTo(alone.model().params());
        assertThat(updater(model)).isEqualTo(updater(alone.model()));
        assertThat(together.evaluation().orElseThrow().predictions())
                .usingRecursiveComparison()
                .isEqualTo(alone.evaluation().orElseThrow().predictions());
        assertThat(together.recipe().choices())
                .containsEntry("engine", alone.recipe().choices().get("engine"))
                .containsEntry("machines", "1")
                .containsEntry("averagingFrequency", String.valueOf(frequency));
        assertThat(Files.readAllLines(together.path().resolve("rounds.csv"))).hasSizeGreaterThan(1);
    }

    /** Momentum is linear in the gradients, so the mean of two machines is what one does with both batches as one. */
    @Test
    void averagingAfterEveryStepIsOneMachineWithLargerBatches() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        // Each epoch ends with a batch of 15 images on each machine.
        TrainingSettings small = settings(experiment, "shuffle=none trainImages=150 validationFraction=0 batch=20");
        Run alone = Lab.in(runs).train(experiment, small.withBatch(40), Seed.of(4));

        Run together = on(2, 1).train(experiment, small, Seed.of(4));

        assertThat(together.losses()).hasSize(8).hasSameSizeAs(alone.losses());
        for (int i = 0; i < 8; i++) {
            assertThat(together.losses()[i]).isCloseTo(alone.losses()[i], within(2e-5f));
        }
        float[] expected = alone.model().params().toFloatVector();
        float[] got = together.model().params().toFloatVector();
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(2e-6f));
        }
    }

    @Test
    void severalMachinesLearnAndTheSameSeedGivesTheSameNumbers() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings =
                experiment.settings().withEpochs(6).withBatch(10).withCrop(1);
        Run first = on(3, 4).train(experiment, settings, Seed.of(2));
        Run again = on(3, 4).train(experiment, settings, Seed.of(2));

        assertThat(first.model().params()).isEqualTo(again.model().params());
        assertThat(first.losses()).containsExactly(again.losses()).hasSize(6 * 34);
        assertThat(first.result().orElseThrow().accuracy()).isGreaterThan(0.7);
        assertThat(first.metrics()).hasSize(6);
        List<String> rounds = Files.readAllLines(first.path().resolve("rounds.csv"));
        assertThat(rounds).hasSize(1 + 6 * 9);
        assertThat(rounds.stream().skip(1).mapToInt(row -> Integer.parseInt(row.split(",")[2])))
                .satisfies(images ->
                        assertThat(images.stream().mapToInt(i -> i).sum()).isEqualTo(6000));
    }

    @Test
    void aRunThatWasStoppedEndsWithTheSameWeights() throws IOException {
        Experiment experiment = SliceExperiment.of("simple-cnn", false);
        TrainingSettings settings = settings(experiment, "trainImages=120 epochs=2 batch=10");
        Run whole = on(2, 2).train(experiment, settings, Seed.of(4));
        Run stopped = ParallelTraining.in(
                        runs, LabOptions.defaults().withStop(new StopAfterSome(2)), new ThreadMachines(2), 2)
                .train(experiment, settings, Seed.of(4));
        assertThat(stopped.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThatThrownBy(() -> Lab.in(runs).resume(experiment, stopped))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith(
                        "was trained on 2 machines that average after every 2 steps and cannot go on on one machine"
                                + " alone.");
        assertThatThrownBy(() -> on(3, 2).resume(experiment, stopped)).isInstanceOf(InvalidInputException.class);

        Run resumed = on(2, 2).resume(experiment, stopped);

        assertThat(resumed.losses()).containsExactly(whole.losses());
        assertThat(resumed.model().params()).isEqualTo(whole.model().params());
        assertThatThrownBy(() -> Lab.in(runs).reproduce(experiment, resumed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("was trained on 2 machines together and cannot be repeated on one");
        assertThat(Lab.in(runs).runs(experiment, settings, Seed.of(4))).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsRefusedByName() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        assertThatThrownBy(() -> on(2, 0))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 1 step, but got 0");
        assertThatThrownBy(() -> on(2, 3).train(experiment, settings(experiment, "averaging=ema"), Seed.of(1)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("averaging=ema looks at the weights after every step")
                .hasMessageContaining("3 only; use an averaging frequency of 1, or averaging=none");
        assertThat(runs).isEmptyDirectory();
        assertThatThrownBy(() -> on(200, 1)
                        .train(experiment, settings(experiment, "trainImages=100 validationFraction=0"), Seed.of(1)))
                .hasMessageContaining("100 training images cannot be divided among 200 machines");
    }

    private ParallelTraining on(int machines, int frequency) {
        return ParallelTraining.in(runs, LabOptions.defaults(), new ThreadMachines(machines), frequency);
    }

    private static TrainingSettings settings(Experiment experiment, String choices) {
        Map<String, String> all = new HashMap<>(Map.of(
                "epochs", "2", "batch", "40", "trainImages", "200", "testImages", "20", "validationFraction", "0.2"));
        for (String choice : choices.split(" ")) {
            all.put(choice.split("=")[0], choice.split("=")[1]);
        }
        return Settings.override(experiment.settings(), all);
    }

    private static Object updater(Model model) {
        return model instanceof ComputationGraph graph
                ? graph.getUpdater().getStateViewArray()
                : ((MultiLayerNetwork) model).getUpdater().getStateViewArray();
    }

    private record StopAfterSome(int asked, AtomicInteger count) implements StopSignal {

        StopAfterSome(int asked) {
            this(asked, new AtomicInteger());
        }

        @Override
        public boolean requested() {
            return count.incrementAndGet() > asked;
        }

        @Override
        public <T> T interruptible(Supplier<T> work) {
            return work.get();
        }
    }
}
