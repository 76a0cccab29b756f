package org.dl4jlab.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jlab.data.store.LoadedData;
import org.dl4jlab.engine.EngineOptions;
import org.dl4jlab.models.registry.Networks;
import org.dl4jlab.training.testing.MnistSlice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** What a program does with networks that it wrote with DL4J's own builders, in a lab and without a folder. */
class OwnNetworksTest {

    private static final TrainingSettings SETTINGS =
            TrainingSettings.of(2, 20).withTrainImages(200).withLearningRate(0.05);

    @TempDir
    Path folder;

    @Test
    void aListOfLayersAndAGraphOfTheSameLayersTrainAlike() throws IOException {
        Experiment layers = Experiment.named("layers")
                .data(MnistSlice.load())
                .network(layers())
                .settings(SETTINGS);
        Experiment vertices = Experiment.named("vertices")
                .question("Is a graph the same?")
                .data(MnistSlice.load())
                .network(graph())
                .settings(SETTINGS);
        Lab lab = Lab.in(folder);

        List<Run> runs = lab.train(layers, Seed.range(1, 2));
        Run same = lab.train(vertices, Seed.of(2));

        assertThat(runs).extracting(Run::seed).containsExactly(Seed.of(1), Seed.of(2));
        assertThat(same.losses())
                .isEqualTo(runs.get(1).losses())
                .isNotEqualTo(runs.get(0).losses());
        assertThat(same.model()).isInstanceOf(ComputationGraph.class);
        assertThat(same.question()).contains("Is a graph the same?");
        assertThat(same.finished().orElseThrow()).isAfter(same.started());
    }

    @Test
    void aTrainingWithoutAFolderStopsAndGoesOnWithTheSameBits() {
        Training training = Training.of(layers(), MnistSlice.load().train(), SETTINGS)
                .withTest(MnistSlice.load().test())
                .withSeed(Seed.of(3));
        StopSignal.Switch stop = new StopSignal.Switch();
        RunListener seventh = new RunListener() {
            @Override
            public void step(int step, long images, double loss) {
                if (step == 7) {
                    stop.stop();
                }
            }
        };

        TrainedNetwork whole = training.run();
        TrainedNetwork stopped = training.withStop(stop).withListener(seventh).run();
        TrainedNetwork resumed = training.resume(stopped);

        assertThat(stopped.stopped()).isTrue();
        assertThat(stopped.losses()).hasSizeBetween(7, 8);
        assertThat(stopped.test()).isEmpty();
        assertThat(resumed.losses()).isEqualTo(whole.losses());
        assertThat(resumed.model().params()).isEqualTo(whole.model().params());
        assertThat(whole.images()).isEqualTo(2 * 200);
        assertThat(whole.seconds()).isPositive();
        assertThat(whole.metrics()).extracting(Run.EpochMetrics::step).containsExactly(10, 20);
        assertThat(whole.evaluate(MnistSlice.load().test()).averageLoss())
                .isEqualTo(whole.test().orElseThrow().averageLoss());
        assertThatThrownBy(() -> training.resume(whole))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nothing to resume");
    }

    @Test
    void layersThatAreFrozenKeepTheirWeights() {
        MultiLayerConfiguration frozen = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Sgd(0.1))
                .list(
                        new FrozenLayer(new DenseLayer.Builder()
                                .nOut(12)
                                .activation(Activation.RELU)
                                .build()),
                        new PReLULayer.Builder().inputShape(12).build(),
                        new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutionalFlat(28, 28, 1))
                .build();
        MultiLayerNetwork begun = new MultiLayerNetwork(frozen);
        begun.init();

        TrainedNetwork trained =
                Training.of(begun, MnistSlice.load().train(), SETTINGS).run();

        MultiLayerNetwork after = (MultiLayerNetwork) trained.model();
        assertThat(after.getLayer(0).params()).isEqualTo(begun.getLayer(0).params());
        assertThat(after.getLayer(2).params()).isNotEqualTo(begun.getLayer(2).params());
    }

    @Test
    void otherTestImagesLeaveTheValidationPartInPlace() {
        LoadedData slice = MnistSlice.load();
        LoadedData parts = new LoadedData(
                slice.spec(),
                slice.train(),
                Optional.of(slice.test()),
                slice.test(),
                slice.sha256ByFile(),
                Optional.empty());

        TrainedNetwork trained = Training.of(Networks.FC2_LAYER, parts, SETTINGS.withKeepBest(true))
                .withTest(slice.train())
                .run();

        assertThat(trained.test().orElseThrow().count()).isEqualTo(MnistSlice.TRAIN_IMAGES);
        assertThat(trained.metrics())
                .allSatisfy(epoch -> assertThat(epoch.validationAccuracy()).isPresent());
    }

    @Test
    void aLayerWhoseMultiplyAddsAreNotKnownIsTrainedAndSaysSo() throws IOException {
        MultiLayerConfiguration unusual = new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.1))
                .list(
                        new Deconvolution2D.Builder(2, 2)
                                .name("enlarging")
                                .nOut(1)
                                .build(),
                        new OutputLayer.Builder()
                                .nOut(10)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutionalFlat(28, 28, 1))
                .build();
        Experiment experiment = Experiment.named("unusual")
                .data(MnistSlice.load())
                .network(unusual)
                .settings(SETTINGS);

        Run run = Lab.in(folder).train(experiment, Seed.of(1));

        assertThat(run.status()).isEqualTo(RunStatus.DONE);
        assertThat(run.path().resolve("run.json")).content().containsOnlyOnce("multiply-adds not known");
    }

    @Test
    void theEngineIsAChoiceAndTheNetworkThatIsHandedOverStaysAsItIs() {
        ComputationGraph begun = new ComputationGraph(graph());
        begun.init();
        var before = begun.params().dup();
        Training training = Training.of(begun, MnistSlice.load().train(), SETTINGS);

        TrainedNetwork compiled = training.withEngine(EngineOptions.defaults()).run();
        TrainedNetwork plain = training.withoutEngine().run();

        assertThat(compiled.onEngine()).isTrue();
        assertThat(plain.onEngine()).isFalse();
        assertThat(compiled.losses()[19]).isCloseTo(plain.losses()[19], within(1e-3f));
        assertThat(begun.params()).isEqualTo(before);
    }

    @Test
    void aNetworkInMemoryIsTheStartOfARun() throws IOException {
        TrainedNetwork first =
                Training.of(layers(), MnistSlice.load().train(), SETTINGS).run();
        Pretrained start = Pretrained.of(first.model());

        Run run = Lab.in(folder, LabOptions.defaults().offline())
                .train(
                        Experiment.named("second")
                                .data(MnistSlice.load())
                                .startingFrom(start)
                                .settings(SETTINGS),
                        Seed.of(1));

        assertThat(start.shape()).isEmpty();
        assertThat(run.losses()[0]).isLessThan(first.losses()[0] / 2);
    }

    private static MultiLayerConfiguration layers() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(hidden())
                .layer(output())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
    }

    private static ComputationGraphConfiguration graph() {
        return new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("image")
                .addLayer("hidden", hidden(), "image")
                .addLayer("output", output(), "hidden")
                .setOutputs("output")
                .setInputTypes(InputType.convolutional(28, 28, 1))
                .build();
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder().nOut(16).activation(Activation.RELU).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
