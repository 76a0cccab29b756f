package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.training.Classifier;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunListener;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.MetricsTable;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.internal.settings.Settings;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are stopped once or twice, and go on, end like those that were never stopped. */
class ResumeTest {

    private static final Map<String, String> SHORT =
            Map.of("epochs", "2", "batch", "40", "trainImages", "200", "testImages", "20", "validationFraction", "0.2");

    @TempDir
    Path runs;

    // Four batches an epoch; the stop is asked for before each of them and after each of the three batches of tests.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fc2layer; true; 2; averaging=ema averagingDecay=0.9 keepBest=true",
                "simple-cnn; true; 6; averaging=lookahead averagingEvery=2 crop=2 flip=alternating labelSmoothing=0.1",
                "simple-cnn; true; 1; accumulation=2 gradientClip=0.5 mixUp=0.4 cutMix=1 sampling=balanced"
                        + " classWeights=balanced resizedCrop=0.5 rotation=10",
                "fc2layer; false; 1; accumulation=3 gradientClip=0.2 autoAugment=rand-augment brightness=0.3"
                        + " sampling=balanced classWeights=balanced mixUp=1",
                "cifar-net-improved; false; 1; optimizer=adamw learningRate=0.002 weightDecay=0.01",
            })
    void aResumedRunEndsWithTheSameWeightsBitForBit(String network, boolean engine, int stopAfter, String choices)
            throws IOException {
        assertResumedEqualsWhole(network, engine, stopAfter, choices);
    }

    @Tag("full")
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "fc2layer; true; 5; optimizer=adam learningRate=0.01 schedule=cosine warmupEpochs=0.5",
                "cifar-net-improved; true; 8; optimizer=nesterov schedule=one-cycle weightDecay=0.001 cutout=5",
            })
    void soDoOthers(String network, boolean engine, int stopAfter, String choices) throws IOException {
        assertResumedEqualsWhole(network, engine, stopAfter, choices);
    }

    private void assertResumedEqualsWhole(String network, boolean engine, int stopAfter, String choices)
            throws IOException {
        Experiment experiment = SliceExperiment.of(network, false);
        TrainingSettings settings = settings(experiment, choices);
        RunFolder whole =
                runner(StopSignal.NEVER, engine).run(experiment, settings, 4).folder();

        RecordedRun first = runner(new StopAfter(stopAfter), engine).run(experiment, settings, 4);
        assertThat(first.interrupted()).isTrue();
        assertThat(first.folder().checkpoints()).isNotEmptyDirectory();
        RecordedRun second =
                runner(new StopAfter(3), engine).resume(experiment, first.folder(), UnaryOperator.identity());
        assertThat(second.interrupted()).isTrue();
        RecordedRun last =
                runner(StopSignal.NEVER, engine).resume(experiment, first.folder(), UnaryOperator.identity());

        RunFolder resumed = last.folder();
        assertThat(resumed.path()).isEqualTo(first.folder().path());
        assertThat(resumed.readRecord().status()).isEqualTo(RunStatus.DONE);
        assertThat(resumed.checkpoints()).doesNotExist();
        assertThat(resumed.readLosses().loss())
                .containsExactly(whole.readLosses().loss());
        assertThat(resumed.predictionsFile()).hasSameTextualContentAs(whole.predictionsFile());
        assertThat(withoutTimes(resumed)).isEqualTo(withoutTimes(whole));
        assertThat(model(resumed).params()).isEqualTo(model(whole).params());
        assertThat(model(resumed).getUpdater().getStateViewArray())
                .isEqualTo(model(whole).getUpdater().getStateViewArray());
        assertThat(model(resumed).getIterationCount()).isEqualTo(model(whole).getIterationCount());
        assertThat(model(resumed).getEpochCount()).isEqualTo(2);
    }

    @Test
    void aRunWithoutCheckpointBeginsAgain() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = settings(experiment, "");
        RunFolder whole =
                runner(StopSignal.NEVER, true).run(experiment, settings, 4).folder();
        RecordedRun first = runner(new StopAfter(0), true).run(experiment, settings, 4);
        assertThat(first.folder().checkpoints()).doesNotExist();

        RunFolder resumed = runner(StopSignal.NEVER, true)
                .resume(experiment, first.folder(), UnaryOperator.identity())
                .folder();

        assertThat(resumed.readLosses().loss())
                .containsExactly(whole.readLosses().loss());
    }

    @Test
    void onlyRunsThatCanGoOnAreResumed() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        RunFolder done = runner(StopSignal.NEVER, true)
                .run(experiment, settings(experiment, "epochs=1"), 1)
                .folder();

        assertThatThrownBy(() -> runner(StopSignal.NEVER, true).resume(experiment, done, UnaryOperator.identity()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageEndingWith("is done; there is nothing to resume.");
        assertThatThrownBy(() -> runner(StopSignal.NEVER, true)
                        .resume(SliceExperiment.of("simple-cnn", false), done, UnaryOperator.identity()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("is a run of slice-fc2layer, not of slice-simple-cnn");
    }

    @Test
    void aRunThatDivergedGoesOnWithALowerRateFromItsLastGoodCheckpoint() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        // Each step multiplies the weights by 1 - learningRate * weightDecay: below 1 in the first epoch's warm-up,
        // then not.
        TrainingSettings wild =
                settings(experiment, "learningRate=100 momentum=0 weightDecay=10 warmupEpochs=1000 epochs=40");

        assertThatThrownBy(() -> runner(StopSignal.NEVER, true).run(experiment, wild, 1))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("Training failed at step")
                .hasMessageContaining("learningRate=10.0")
                .hasMessageContaining("The last good checkpoint is kept in");
        RunFolder failed = only(runs);
        try (Classifier classifier = Classifier.open(failed.path())) {
            assertThat(classifier
                            .classify(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY))
                            .classes())
                    .allSatisfy(ranked -> assertThat(ranked.probability()).isBetween(0f, 1f));
        }
        assertThatThrownBy(() -> runner(StopSignal.NEVER, true).resume(experiment, failed, UnaryOperator.identity()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("would fail again")
                .hasMessageContaining("lower learningRate");

        RecordedRun tamed = runner(StopSignal.NEVER, true)
                .resume(
                        experiment,
                        failed,
                        settings -> settings.withLearningRate(0.001).withWeightDecay(0));

        assertThat(tamed.status()).isEqualTo(RunStatus.DONE);
        RunRecord record = failed.readRecord();
        assertThat(record.resumed()).hasSize(1);
        assertThat(record.resumed().get(0).step()).isPositive();
        assertThat(record.resumed().get(0).changes())
                .containsOnlyKeys("learningRate", "weightDecay")
                .extractingByKey("learningRate")
                .isEqualTo(new RunRecord.Change(100.0, 0.001));
        assertThat(record.settings()).containsEntry("learningRate", 0.001);
        assertThat(record.expected()).isNull();
        assertThat(record.diverged()).isNull();
    }

    @Test
    void aRunThatFailedForAPassingReasonEndsAsIfItHadNot() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = settings(experiment, "");
        RunFolder whole =
                runner(StopSignal.NEVER, true).run(experiment, settings, 4).folder();
        RunListener memoryFull = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (step == 6) {
                    throw new OutOfMemoryError("made up");
                }
            }
        };
        Path elsewhere = runs.resolve("failed");
        LabOptions options = LabOptions.defaults().withListener(memoryFull);

        assertThatThrownBy(() -> new ExperimentRunner(elsewhere, options).run(experiment, settings, 4))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("made up");
        RunFolder failed = only(elsewhere);
        assertThat(failed.readRecord().status()).isEqualTo(RunStatus.FAILED);
        runner(StopSignal.NEVER, true).resume(experiment, failed, UnaryOperator.identity());

        assertThat(failed.readRecord().status()).isEqualTo(RunStatus.DONE);
        assertThat(failed.readLosses().loss())
                .containsExactly(whole.readLosses().loss());
        assertThat(model(failed).params()).isEqualTo(model(whole).params());
    }

    @Test
    void aRunGoesOnForMoreEpochs() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = settings(experiment, "");
        RecordedRun first = runner(new StopAfter(6), true).run(experiment, settings, 4);

        runner(StopSignal.NEVER, true).resume(experiment, first.folder(), s -> s.withEpochs(3));

        assertThat(first.folder().readMetrics().rows()).hasSize(3);
        assertThat(first.folder().readRecord().settings()).containsEntry("epochs", 3);
    }

    @Test
    void aSettingThatCheckpointsRestOnIsRefusedByName() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        RecordedRun first = runner(new StopAfter(6), true).run(experiment, settings(experiment, ""), 4);
        RunRecord before = first.folder().readRecord();

        assertThatThrownBy(
                        () -> runner(StopSignal.NEVER, true).resume(experiment, first.folder(), s -> s.withBatch(20)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Setting 'batch' is 40 in this run and cannot become 20")
                .hasMessageContaining("learningRate");
        assertThat(first.folder().readRecord()).isEqualTo(before);
    }

    @Test
    void aStoppedRunLeavesTheWeightsThatItsSettingsAskFor() throws IOException {
        Experiment experiment = SliceExperiment.of("fc2layer", false);
        TrainingSettings settings = settings(experiment, "keepBest=true epochs=3 learningRate=0.05");
        // The first epoch has four batches and two tests; this is in the midst of the second.
        RecordedRun stopped = runner(new StopAfter(9), true).run(experiment, settings, 4);

        RunRecord record = stopped.folder().readRecord();
        assertThat(record.weights()).isEqualTo(new RunRecord.Weights("best-epoch", 1));
        assertThat(record.message()).contains("model.zip has the weights of epoch 1");
        RunFolder whole = runner(StopSignal.NEVER, true)
                .run(experiment, settings(experiment, "keepBest=true epochs=1 learningRate=0.05"), 4)
                .folder();
        assertThat(model(stopped.folder()).params()).isEqualTo(model(whole).params());
    }

    private static RunFolder only(Path runs) throws IOException {
        try (Stream<Path> children = Files.list(runs)) {
            return new RunFolder(children.findFirst().orElseThrow());
        }
    }

    private static TrainingSettings settings(Experiment experiment, String choices) {
        Map<String, String> all = new HashMap<>(SHORT);
        for (String choice : choices.isBlank() ? new String[0] : choices.split(" ")) {
            all.put(choice.substring(0, choice.indexOf('=')), choice.substring(choice.indexOf('=') + 1));
        }
        return Settings.override(experiment.settings(), all);
    }

    private static List<MetricsTable.Row> withoutTimes(RunFolder folder) throws IOException {
        return folder.readMetrics().rows().stream()
                .map(r -> new MetricsTable.Row(
                        r.epoch(),
                        r.step(),
                        r.learningRate(),
                        r.trainLoss(),
                        r.validationLoss(),
                        r.validationAccuracy(),
                        0,
                        0,
                        r.trainAccuracy(),
                        r.penalty()))
                .toList();
    }

    private static MultiLayerNetwork model(RunFolder folder) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(folder.modelFile().toFile(), true);
    }

    private ExperimentRunner runner(StopSignal stop, boolean engine) {
        return new ExperimentRunner(
                runs,
                LabOptions.defaults()
                        .withEngine(engine ? Optional.of(EngineOptions.defaults()) : Optional.empty())
                        .withStop(stop));
    }
}
