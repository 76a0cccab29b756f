package org.dl4jlab.training.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.dl4jlab.data.DataException;
import org.dl4jlab.data.catalog.DataSetSpec;
import org.dl4jlab.data.fetch.ProgressListener;
import org.dl4jlab.data.store.DataStore;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.Engine;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.engine.Precision;
import org.dl4jlab.training.DataSource;
import org.dl4jlab.training.Evaluation;
import org.dl4jlab.training.Experiment;
import org.dl4jlab.training.InvalidInputException;
import org.dl4jlab.training.LabOptions;
import org.dl4jlab.training.RunFailedException;
import org.dl4jlab.training.RunStatus;
import org.dl4jlab.training.StopSignal;
import org.dl4jlab.training.TrainingSettings;
import org.dl4jlab.training.internal.run.RecordedRun;
import org.dl4jlab.training.internal.run.RunFolder;
import org.dl4jlab.training.internal.run.RunRecord;
import org.dl4jlab.training.testing.MnistSlice;
import org.dl4jlab.training.testing.SliceExperiment;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the first thousand images of the real MNIST. */
class ExperimentRunnerTest {

    private static final Experiment FC = SliceExperiment.of("fc2layer", false);
    private static final Experiment FC_PERMUTED = SliceExperiment.of("fc2layer", true);
    private static final Experiment CNN = SliceExperiment.of("simple-cnn", false);

    @TempDir
    Path runs;

    @Test
    void aRunLearnsAndLeavesAllThatIsNeededToReadAndRepeatIt() throws IOException {
        RecordedRun outcome = run(CNN, CNN.settings(), 1, true);

        RunFolder folder = RunFolder.open(outcome.folder().path());
        RunRecord record = folder.readRecord();
        assertThat(record).isEqualTo(outcome.record());
        assertThat(record.status()).isEqualTo(RunStatus.DONE);
        assertThat(record.result().accuracy()).isGreaterThan(0.6);
        assertThat(record.settings()).containsEntry("epochs", 8).containsEntry("momentum", 0.9);
        assertThat(record.data().trainImages()).isEqualTo(1000);
        assertThat(record.data().testImages()).isEqualTo(300);
        assertThat(record.data().sha256()).containsEntry("slice", "none");
        assertThat(record.network().parameters()).isEqualTo(6422);
        assertThat(record.network().layers()).extracting(RunRecord.Layer::name).startsWith("conv1", "pool1", "conv2");
        assertThat(record.timings().trainImagesPerSecond()).isPositive();
        assertThat(record.finished()).isAfter(record.started());

        assertThat(folder.readMetrics().rows()).hasSize(8);
        assertThat(folder.readLosses().size()).isEqualTo(8 * 50);
        Evaluation evaluation = folder.readEvaluation();
        assertThat(evaluation.accuracy()).isEqualTo(record.result().accuracy());
        assertThat(evaluation.averageLoss()).isEqualTo(record.result().averageLoss());
        assertThat(folder.logFile()).content().contains("Train epoch 1: [0/1000 (0%)]", "Test: average loss");
        MultiLayerNetwork model =
                ModelSerializer.restoreMultiLayerNetwork(folder.modelFile().toFile(), true);
        assertThat(model.numParams()).isEqualTo(6422);
        assertThat(model.getUpdater().getStateViewArray().length()).isEqualTo(6422);
        try (Stream<Path> files = Files.walk(folder.path())) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("no temporary files")
                    .noneMatch(f -> f.startsWith("."));
        }
    }

    @Test
    void batchNormalisationsRunningStatisticsAreNoParameters() throws IOException {
        Experiment experiment = SliceExperiment.of("cifar-net-improved", false);
        TrainingSettings few =
                experiment.settings().withEpochs(1).withTrainImages(100).withTestImages(50);

        RecordedRun outcome = run(experiment, few, 1, true);

        RunRecord.Network recorded = outcome.record().network();
        MultiLayerNetwork model = ModelSerializer.restoreMultiLayerNetwork(
                outcome.folder().modelFile().toFile());
        long statistics = Arrays.stream(model.getLayers())
                .filter(layer -> layer.conf().getLayer() instanceof BatchNormalization)
                .mapToLong(layer -> layer.getParam("mean").length()
                        + layer.getParam("log10stdev").length())
                .sum();
        assertThat(recorded.statistics()).isEqualTo(statistics).isPositive();
        assertThat(recorded.parameters()).isEqualTo(model.numParams() - statistics);
        assertThat(recorded.layers().stream()
                        .mapToLong(RunRecord.Layer::parameters)
                        .sum())
                .isEqualTo(recorded.parameters());
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() throws IOException {
        TrainingSettings short1 = FC.settings().withEpochs(1);
        RunFolder first = run(FC, short1, 5, true).folder();
        RunFolder again = run(FC, short1, 5, true).folder();
        RunFolder other = run(FC, short1, 6, true).folder();

        assertThat(again.readLosses().loss()).containsExactly(first.readLosses().loss());
        assertThat(again.predictionsFile()).hasSameTextualContentAs(first.predictionsFile());
        assertThat(other.readLosses().loss()).isNotEqualTo(first.readLosses().loss());
    }

    @Test
    void permutationIsSharedByEqualSeedsOnly() {
        TrainingSettings settings = FC.settings();
        PreparedData fc = PreparedData.of(FC_PERMUTED, settings, MnistSlice.load(), new RunSeeds(3));
        PreparedData cnn =
                PreparedData.of(SliceExperiment.of("simple-cnn", true), settings, MnistSlice.load(), new RunSeeds(3));
        PreparedData other = PreparedData.of(FC_PERMUTED, settings, MnistSlice.load(), new RunSeeds(4));

        assertThat(fc.permutation()).isPresent().isEqualTo(cnn.permutation());
        assertThat(other.permutation()).isNotEqualTo(fc.permutation());
        assertThat(PreparedData.of(FC, settings, MnistSlice.load(), new RunSeeds(3))
                        .permutation())
                .isEmpty();
    }

    @Test
    void validationImagesAreNeitherTrainedNorTestedOn() throws IOException {
        TrainingSettings settings = FC.settings()
                .withValidationFraction(0.2)
                .withEpochs(2)
                .withTrainImages(500)
                .withTestImages(100);
        RecordedRun outcome = run(FC, settings, 1, true);

        assertThat(outcome.record().data().trainImages()).isEqualTo(400);
        assertThat(outcome.record().data().validationImages()).isEqualTo(100);
        assertThat(outcome.record().result().images()).isEqualTo(100);
        assertThat(outcome.folder().readMetrics().rows())
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.validationAccuracy()).isBetween(0.0, 1.0));
    }

    @Test
    void engineCanBeSwitchedOff() throws IOException {
        TrainingSettings settings = FC.settings().withEpochs(1);

        assertThat(run(FC, settings, 1, true).record().network().engine()).isTrue();
        assertThat(run(FC, settings, 1, false).record().network().engine()).isFalse();
    }

    @Test
    void precisionIsRecordedAndKeptWhenTheRunGoesOn() throws IOException {
        Assumptions.assumeTrue(Engine.refusal(Precision.BFLOAT16).isEmpty());
        Experiment wide = SliceExperiment.of("cifar-net-improved", false);
        TrainingSettings settings = FC.settings().withEpochs(1).withTrainImages(320);
        Optional<EngineOptions> short16 = Optional.of(EngineOptions.defaults().withPrecision(Precision.BFLOAT16));
        RecordedRun stopped = runner(short16, new StopAfter(3)).run(wide, settings, 1);
        assertThat(stopped.interrupted()).isTrue();

        RecordedRun resumed = runner(true, StopSignal.NEVER).resume(wide, stopped.folder(), UnaryOperator.identity());

        assertThat(run(FC, settings, 1, true).record().network().precision()).isEqualTo("float32");
        assertThat(stopped.record().network().precision()).isEqualTo("bfloat16");
        assertThat(resumed.record().network().precision()).isEqualTo("bfloat16");
    }

    @Test
    void aStoppedRunKeepsItsNetworkAndSaysSo() throws IOException {
        RecordedRun outcome = runner(true, new StopAfter(30)).run(FC, FC.settings(), 1);

        assertThat(outcome.interrupted()).isTrue();
        RunRecord record = outcome.folder().readRecord();
        assertThat(record.status()).isEqualTo(RunStatus.INTERRUPTED);
        assertThat(record.message()).isEqualTo("stopped by the user after 30 training steps");
        assertThat(record.result()).as("the test data was not touched").isNull();
        assertThat(outcome.folder().readLosses().size()).isEqualTo(30);
        assertThat(ModelSerializer.restoreMultiLayerNetwork(
                                outcome.folder().modelFile().toFile(), true)
                        .getIterationCount())
                .isEqualTo(30);
    }

    @Test
    void aFailedRunSaysWhyAndKeepsTheDetailsInItsLog() throws IOException {
        Experiment without = FC.data(new DataSource() {
            @Override
            public String title() {
                return "MNIST";
            }

            @Override
            public Optional<DataSetSpec> description() {
                return Optional.empty();
            }

            @Override
            public LoadedData load(DataStore store, ProgressListener listener) {
                throw new DataException("MNIST is not to be had.");
            }
        });
        ExperimentRunner runner = runner(true, StopSignal.NEVER);

        assertThatThrownBy(() -> runner.run(without, FC.settings(), 1))
                .isInstanceOfSatisfying(RunFailedException.class, e -> {
                    assertThat(e).hasMessage("MNIST is not to be had.");
                    assertThat(e.logFile())
                            .content()
                            .contains("DataException: MNIST is not to be had.", "at org.dl4jlab");
                });
        RunRecord record = onlyRun().readRecord();
        assertThat(record.status()).isEqualTo(RunStatus.FAILED);
        assertThat(record.message()).isEqualTo("MNIST is not to be had.");
    }

    @Test
    void moreImagesThanThereAreAreRefusedBeforeAnythingIsWritten() {
        TrainingSettings settings = FC.settings().withTrainImages(1001);

        assertThatThrownBy(() -> run(FC, settings, 1, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'trainImages' asks for 1001 images, but there are only 1000");
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void imagesAreNotHeldOutBesideAValidationPartAndNothingIsWritten() {
        LoadedData slice = MnistSlice.load();
        LoadedData parts = new LoadedData(
                slice.spec(),
                slice.train(),
                Optional.of(slice.test()),
                slice.test(),
                slice.sha256ByFile(),
                Optional.empty());

        assertThatThrownBy(() -> run(FC.data(parts), FC.settings().withValidationFraction(0.1), 1, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("'validationFraction' must be 0")
                .hasMessageContaining("validation images of its own");
        assertThat(runs).isEmptyDirectory();
    }

    private RecordedRun run(Experiment experiment, TrainingSettings settings, long seed, boolean engine)
            throws IOException {
        return runner(engine, StopSignal.NEVER).run(experiment, settings, seed);
    }

    private ExperimentRunner runner(boolean engine, StopSignal stop) {
        return runner(engine ? Optional.of(EngineOptions.defaults()) : Optional.empty(), stop);
    }

    private ExperimentRunner runner(Optional<EngineOptions> engine, StopSignal stop) {
        return new ExperimentRunner(
                runs, LabOptions.defaults().withEngine(engine).withStop(stop));
    }

    private RunFolder onlyRun() throws IOException {
        try (Stream<Path> folders = Files.list(runs)) {
            return RunFolder.open(folders.findFirst().orElseThrow());
        }
    }
}
